"""Where the words of people stand after a day at the kiosk: nowhere that lasts.

Everybody at the sandbox is invented, and so is every name, item, number and code there:
each of its strings is a canary. A day is lived in a process of its own, then everything
that the kiosk wrote is searched for all of them.
"""
