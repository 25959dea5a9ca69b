"""Keys that sort by the time they were made: UUID version 7, RFC 9562 section 5.7."""

import secrets
import time
import uuid


def new_key() -> str:
    """48 bits of milliseconds, then 74 random bits."""
    milliseconds = time.time_ns() // 1_000_000
    bits = milliseconds << 80 | 7 << 76 | secrets.randbits(12) << 64
    bits |= 0b10 << 62 | secrets.randbits(62)
    return str(uuid.UUID(int=bits))
