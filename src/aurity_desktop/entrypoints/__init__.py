"""What this program can be, put together of concrete classes: the only places that name them."""
