"""Cuts what a serial scanner sends into codes. Pure: bytes in, codes out."""

LINE_LIMIT_BYTES = 4096


class ScanLines:
    """Collects bytes until CR or LF. Bounded: a longer line is dropped whole."""

    def __init__(self, limit: int = LINE_LIMIT_BYTES) -> None:
        self._limit = limit
        self._line = bytearray()
        self._oversize = False

    def feed(self, data: bytes) -> list[bytes]:
        """Take what arrived; give the codes that it completed."""
        *ended, rest = data.replace(b"\r", b"\n").split(b"\n")
        codes = []
        for piece in ended:
            self._extend(piece)
            if self._line and not self._oversize:
                codes.append(bytes(self._line))
            self.forget()
        self._extend(rest)
        return codes

    def forget(self) -> None:
        """Drop the line begun: the scanner fell silent in the middle of it."""
        self._line.clear()
        self._oversize = False

    def _extend(self, piece: bytes) -> None:
        if self._oversize or len(self._line) + len(piece) > self._limit:
            self._oversize = True
            self._line.clear()
        else:
            self._line += piece
