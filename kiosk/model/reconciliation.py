"""Rule M10: one day of money, as the kiosk has it and as central has it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kiosk.model.money import Money


@dataclass(frozen=True, slots=True)
class Entry:
    """One payment in one set of books: what is kept of the patient's money."""

    key: str
    kept: Money  # taken and not given back
    settlement_id: str | None


@dataclass(frozen=True, slots=True)
class Difference:
    """One payment that the two books tell differently."""

    kiosk: Entry
    central: Entry


@dataclass(frozen=True, slots=True)
class Lists:
    """The four lists. Whatever is in the last three is an event."""

    both: tuple[Entry, ...]
    only_kiosk: tuple[Entry, ...]
    only_central: tuple[Entry, ...]
    differ: tuple[Difference, ...]

    @property
    def agree(self) -> bool:
        return not (self.only_kiosk or self.only_central or self.differ)


def compare(
    day_at_kiosk: Iterable[Entry],
    day_at_central: Iterable[Entry],
    *,
    kiosk: Mapping[str, Entry],
    central: Mapping[str, Entry],
) -> Lists:
    """Compare one day. The mappings hold the days around it too: a payment made at
    midnight, or under a wrong clock, is another day's on the other side.

    A payment of which nothing was kept and nothing settled may be missing over there:
    a refusal that never arrived leaves no trace, and owes none.
    """
    ours = {entry.key: entry for entry in day_at_kiosk}
    theirs = {entry.key: entry for entry in day_at_central}
    both: list[Entry] = []
    only_kiosk: list[Entry] = []
    only_central: list[Entry] = []
    differ: list[Difference] = []
    for key in sorted(ours.keys() | theirs.keys()):
        mine = ours.get(key) or kiosk.get(key)
        other = theirs.get(key) or central.get(key)
        match mine, other:
            case Entry(), Entry() if mine == other:
                both.append(mine)
            case Entry(), Entry():
                differ.append(Difference(mine, other))
            case Entry(), None if _matters(mine):
                only_kiosk.append(mine)
            case None, Entry() if _matters(other):
                only_central.append(other)
    return Lists(tuple(both), tuple(only_kiosk), tuple(only_central), tuple(differ))


def _matters(entry: Entry) -> bool:
    return bool(entry.kept) or entry.settlement_id is not None
