"""When a read counts: two engines agree on it, or two frames do. Pure.

One read is not proof: the smallest QR codes correct so large a share of their bytes
that noise may pass for one (ISO/IEC 18004 keeps some of it back against misreads; a
reader may not). Two misreads would have to give the same bytes.
"""

from collections import Counter
from collections.abc import Iterable
from operator import itemgetter

from drivers.camera.qr_engines import Engine

WITHIN_S = 1.5  # longer than all slow lanes take for one round
MOST_CODES = 16  # remembered; the oldest goes


class Confirming:
    """Remembers what was read lately. The time comes in."""

    def __init__(self, within_s: float = WITHIN_S) -> None:
        self._within_s = within_s
        self._read_at: dict[bytes, float] = {}

    def see(self, reads: Iterable[tuple[bytes, Engine]], now: float) -> list[bytes]:
        """Note what one frame gave; give those of its codes that count."""
        witnesses = Counter(code for code, _ in {*reads})
        lately = {
            code: read_at
            for code, read_at in self._read_at.items()
            if now - read_at < self._within_s
        }
        known = {**lately, **dict.fromkeys(witnesses, now)}
        self._read_at = dict(sorted(known.items(), key=itemgetter(1))[-MOST_CODES:])
        return sorted(
            code for code, count in witnesses.items() if count > 1 or code in lately
        )
