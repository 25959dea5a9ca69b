"""Who stands first in which lane. In memory; tasks are known by their places only."""

from bisect import bisect_left, insort


class Lanes:
    """Tasks that have been seen, lane by lane, each lane in the order of delivery."""

    def __init__(self) -> None:
        self._lanes: dict[str, list[int]] = {}

    def enter(self, lane: str, place: int) -> None:
        """Stand in line: ahead of what is less urgent, behind what is older."""
        insort(self._lanes.setdefault(lane, []), place)

    def leave(self, lane: str, place: int) -> None:
        """Stand in line no more."""
        line = self._lanes.get(lane, [])
        index = bisect_left(line, place)
        if line[index : index + 1] == [place]:
            del line[index]
        if not line:
            self._lanes.pop(lane, None)

    def head(self, lane: str) -> int | None:
        """Who is first."""
        return next(iter(self._lanes.get(lane, ())), None)
