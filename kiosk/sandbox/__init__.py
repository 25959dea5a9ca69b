"""A little central to develop, demo and test the kiosk against."""
