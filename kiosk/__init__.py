"""The hospital lobby kiosk."""

__version__ = "0.1.0"
