"""One verb under a path: what it reads, what must come along, and who acts.

Read and answered the same way whether it came over HTTP or not.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import kiosk.central.wire as wire
from kiosk.sandbox.answers import Answer
from kiosk.sandbox.books import Books
from kiosk.sandbox.desk import Desk
from kiosk.sandbox.settings import Moment

_NAME = re.compile(r"{(\w+)}")
DAY = "day"  # the one name in a path that stands for a date; the others are ids


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, read. What its route does not need may be missing."""

    kiosk_id: str
    key: str
    ids: tuple[Any, ...]  # what the names in the path stand for, in their order
    message: Any


Act = Callable[[Books, Asked, Moment], Answer]
Rule = Callable[[Asked], Answer | None]


def _no_rule(_: Asked) -> None:
    return None


@dataclass(frozen=True, slots=True)
class Route:
    """One verb. A request with a key is acted on once, others each time."""

    method: str
    path: str  # below /v1, with names in braces
    name: str
    act: Act | Answer  # what is done, or what is always said
    reply: Any  # the type of a 200
    reads: type[wire.Message] | None = None
    needs_key: bool = False
    needs_kiosk: bool = False
    rule: Rule = _no_rule  # refuses before the books are opened
    unknown: type[wire.Message] | None = None  # the type of a 404, if it is its own

    @property
    def names(self) -> tuple[str, ...]:
        """The names in the path."""
        return tuple(_NAME.findall(self.path))

    def answer(self, desk: Desk, asked: Asked) -> Answer:
        """Hand the verb to the desk."""
        act = self.act
        if isinstance(act, Answer):
            return act
        refusal = self.rule(asked)
        if refusal is not None:
            return refusal
        if not self.needs_key:
            return desk.answer(lambda books, moment: act(books, asked, moment))
        return desk.once(
            asked.key,
            self.path.format(**dict(zip(self.names, asked.ids, strict=True))),
            asked.message,
            lambda books, moment: act(books, asked, moment),
        )
