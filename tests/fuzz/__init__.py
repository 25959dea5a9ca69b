"""A million strings that no device would send, into everything that reads a device."""
