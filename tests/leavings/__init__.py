"""What a visit leaves behind on the glass and in the memory of the interface: nothing.

Visits of every kind are walked through the real window, each with strings of its own,
and ended in every way; then everything must be as if nobody had ever been there.
"""
