"""Everything that asks a language model: the two APIs, and the peculiarities of the endpoints that offer them."""
