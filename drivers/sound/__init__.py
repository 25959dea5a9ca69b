"""What is heard: voices, and where the sound comes out."""
