"""An assistive technology that is not Qt's: it knows what AT-SPI says, and no more."""
