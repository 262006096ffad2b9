"""What the ChatKit server does with a request, once it is read."""
