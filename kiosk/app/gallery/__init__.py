"""Every screen in every state: samples of all that a patient can be shown.

For those who draw the face, and for its tests. Every person and amount is invented.
"""
