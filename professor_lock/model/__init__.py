"""The one door to a language model: both APIs, and every oddity of the endpoints that speak them."""
