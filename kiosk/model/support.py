"""What a kiosk sends to those who help technicians."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FilePart:
    """A piece of one file: the `number`th, from 1, `of` so many."""

    name: str
    number: int
    of: int
    content: bytes
