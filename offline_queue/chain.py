"""A chain: links that are added, never changed and never taken away.

Whoever adds one sees the tag of the link before it. What a tag proves is his affair.
"""

from collections.abc import Callable
from dataclasses import dataclass

from offline_queue.database import Database
from offline_queue.errors import Locked
from offline_queue.schema import link_place


@dataclass(frozen=True, slots=True)
class Link:
    """One of them. Its body is None where its seal is broken."""

    sequence: int  # from 1
    body: bytes | None
    tag: bytes


# From a link's sequence and the tag before it: its body and its tag.
Make = Callable[[int, bytes], tuple[bytes, bytes]]


class Chain:
    """The chain of one database."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def append(self, make: Make) -> Link:
        """Add a link; it is on the disk when this returns."""
        with self._database.transaction() as transaction:
            rows = transaction.rows(
                "SELECT sequence, tag FROM chain ORDER BY sequence DESC LIMIT 1"
            )
            last, before = rows[0] if rows else (0, b"")
            body, tag = make(last + 1, before)
            sealed = transaction.seal.close(body, link_place(last + 1))
            transaction.rows(
                "INSERT INTO chain VALUES (?, ?, ?)", last + 1, sealed, tag
            )
        return Link(last + 1, body, tag)

    def read(self) -> list[Link]:
        """All of it, from the first."""
        rows = self._database.rows("SELECT * FROM chain ORDER BY sequence")
        return [Link(row[0], self._open(*row[:2]), row[2]) for row in rows]

    def last(self) -> Link | None:
        rows = self._database.rows("SELECT * FROM chain ORDER BY sequence DESC LIMIT 1")
        return Link(rows[0][0], self._open(*rows[0][:2]), rows[0][2]) if rows else None

    def _open(self, sequence: int, sealed: bytes) -> bytes | None:
        try:
            return self._database.seal.open(sealed, link_place(sequence))
        except Locked:
            return None
