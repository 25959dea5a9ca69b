"""Files as a disk has them: what was synced, and what was only written.

Pure. It knows names, bytes and an order of changes, and nothing of SQLite. What was
written since a file's last sync may or may not be there when the power comes back.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from random import Random

SECTOR = 512  # bytes that reach the disk together or not at all
Files = dict[str, bytearray]


class Damage(Enum):
    """What a power cut leaves of the changes that were not synced."""

    NONE_SURVIVE = "none survive"
    ALL_SURVIVE = "all survive"
    SECTORS_SURVIVE = "some sectors survive"
    TORN = "the first survive and the next is torn"


@dataclass(frozen=True, slots=True)
class Created:
    """A file of no bytes."""

    name: str


@dataclass(frozen=True, slots=True)
class Written:
    """Bytes at an offset; beyond the end there are zeros before them."""

    name: str
    at: int
    data: bytes


@dataclass(frozen=True, slots=True)
class Truncated:
    """A file shortened to a size in bytes."""

    name: str
    size: int


@dataclass(frozen=True, slots=True)
class Deleted:
    """A name that is gone."""

    name: str


Change = Created | Written | Truncated | Deleted


class Storage:
    """A directory of files, and the power it needs.

    Before and after each write, truncation, sync and deletion is a moment; they are
    counted from one. Without power nothing changes any more, and nobody is told.
    """

    def __init__(self, *, forgets_syncs: bool = False) -> None:
        """With `forgets_syncs` it says that it synced, and did not."""
        self.files: Files = {}  # as a program sees them
        self.moments = 0
        self.cut_at: int | None = None  # the moment at which the power goes
        self.has_power = True
        self._synced: Files = {}
        self._unsynced: list[Change] = []
        self._forgets_syncs = forgets_syncs

    @property
    def is_settled(self) -> bool:
        """Whether every damage would leave the same."""
        return not self._unsynced

    def create(self, name: str) -> None:
        """Make a file. No moment of its own: the first write's is no later."""
        if self.has_power:
            self._make(Created(name))

    def write(self, name: str, at: int, data: bytes) -> None:
        self._between_moments(lambda: self._make(Written(name, at, data)))

    def truncate(self, name: str, size: int) -> None:
        self._between_moments(lambda: self._make(Truncated(name, size)))

    def delete(self, name: str) -> None:
        """The file may be back after a power cut, until the names are synced."""
        self._between_moments(lambda: self._make(Deleted(name)))

    def delete_synced(self, name: str) -> None:
        """The file is gone for good."""
        self._between_moments(lambda: self._delete_synced(name))

    def sync(self, name: str) -> None:
        """Return when the file is on the disk. A new one brings all names along, as
        SQLite syncs the directory with a new log."""
        self._between_moments(lambda: self._sync(name))

    def lose_power(self, damage: Damage, dice: Random) -> None:
        """Keep what was synced and what the damage leaves, and have power again."""
        for change in surviving(self._unsynced, damage, dice):
            apply(self._synced, change)
        self._unsynced = []
        self.files = {name: bytearray(data) for name, data in self._synced.items()}
        self.has_power = True
        self.cut_at = None

    def _between_moments(self, act: Callable[[], None]) -> None:
        self._moment()
        if self.has_power:
            act()
        self._moment()

    def _moment(self) -> None:
        if self.has_power:
            self.moments += 1
            self.has_power = self.moments != self.cut_at

    def _make(self, change: Change) -> None:
        apply(self.files, change)
        self._unsynced.append(change)

    def _delete_synced(self, name: str) -> None:
        self._make(Deleted(name))
        self._sync_names()

    def _sync(self, name: str) -> None:
        if self._forgets_syncs:
            return
        if Created(name) in self._unsynced:
            self._sync_names()
        for change in self._unsynced:
            if change.name == name:
                apply(self._synced, change)
        self._unsynced = [one for one in self._unsynced if one.name != name]

    def _sync_names(self) -> None:
        rest: list[Change] = []
        for change in self._unsynced:
            match change:
                case Created():
                    apply(self._synced, change)
                case Deleted(name):
                    apply(self._synced, change)
                    rest = [one for one in rest if one.name != name]
                case _:
                    rest.append(change)
        self._unsynced = rest


def apply(files: Files, change: Change) -> None:
    """Make one change true."""
    match change:
        case Created(name):
            files[name] = bytearray()
        case Written(name, at, data):
            content = files.setdefault(name, bytearray())
            content.extend(bytes(max(0, at - len(content))))
            content[at : at + len(data)] = data
        case Truncated(name, size):
            del files.setdefault(name, bytearray())[size:]
        case Deleted(name):
            files.pop(name, None)


def surviving(changes: list[Change], damage: Damage, dice: Random) -> Iterable[Change]:
    """What is left of the changes, in their order."""
    match damage:
        case Damage.NONE_SURVIVE:
            return []
        case Damage.ALL_SURVIVE:
            return changes
        case Damage.SECTORS_SURVIVE:
            chance = dice.random()
            parts = [part for change in changes for part in sectors(change)]
            return [part for part in parts if dice.random() < chance]
    if not changes:
        return []
    whole = dice.randrange(len(changes))
    return [*changes[:whole], *torn(changes[whole], dice)]


def sectors(change: Change) -> Iterator[Change]:
    """The parts of a change that reach the disk each for itself."""
    if not isinstance(change, Written):
        yield change
        return
    start, end = change.at, change.at + len(change.data)
    while start < end:
        stop = min(end, (start // SECTOR + 1) * SECTOR)
        part = change.data[start - change.at : stop - change.at]
        yield Written(change.name, start, part)
        start = stop


def torn(change: Change, dice: Random) -> Iterator[Change]:
    """The beginning of a write; of anything else nothing."""
    if isinstance(change, Written):
        length = dice.randrange(len(change.data))
        yield Written(change.name, change.at, change.data[:length])
