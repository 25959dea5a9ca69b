"""Random hands at the real window, while what it shows changes under them."""
