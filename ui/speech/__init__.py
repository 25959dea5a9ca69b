"""What a screen says aloud, and who may hear it. Pure but for reading the catalogue."""
