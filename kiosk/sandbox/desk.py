"""Where requests meet the books: one transaction each, and one answer to a key."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

from fastapi import Response

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.people import crowd, sample_bills, sample_people
from kiosk.sandbox.records import KeptReply, Person
from kiosk.sandbox.settings import Moment, Settings
from kiosk.sandbox.settlements import BEIJING
from kiosk.sandbox.store import Books, Store, kept_reply

Clock = Callable[[], datetime]


class Desk:
    """The books, the clock and the numbers that every handler needs."""

    def __init__(self, store: Store, clock: Clock, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._clock = clock

    def moment(self) -> Moment:
        return Moment(self._clock(), self.settings)

    def open_the_day(self) -> None:
        """Tidy up, and fill the books if nobody is in them yet."""
        with self.store.opened() as books:
            books.tidy(self._clock(), self.settings.replies_kept_days)
            is_empty = books.find(Person, "P1001") is None
        if is_empty:
            self.reset()

    def reset(self) -> None:
        """Fresh people and bills; whatever happened is forgotten."""
        today = self._clock().astimezone(BEIJING).date()
        people = (*sample_people(), *crowd(self.settings.crowd))
        with self.store.opened() as books:
            books.start_over(people, sample_bills(today))

    def answer(self, act: Callable[[Books, Moment], Answer]) -> Response:
        """Ask without a key."""
        with self.store.opened() as books:
            return respond(act(books, self.moment()))

    def once(
        self,
        key: str,
        path: str,
        message: wire.Message | None,
        act: Callable[[Books, Moment], Answer],
    ) -> Response:
        """Act once under this key; afterwards repeat what was answered.

        The reply is kept in the transaction of the effect, or both are not.
        """
        moment = self.moment()
        fingerprint = _fingerprint(message)
        since = moment.now - timedelta(days=self.settings.replies_kept_days)
        with self.store.opened() as books:
            kept = kept_reply(books, path, key, since)
            if kept is not None and kept.fingerprint != fingerprint:
                return respond(denied(Reason.KEY_REUSED))
            if kept is not None:
                return respond(Answer(kept.status, kept.body))
            answer = act(books, moment)
            if answer.retry_after_s is None:
                books.put(
                    KeptReply(
                        path, key, fingerprint, answer.status, answer.body, moment.now
                    )
                )
            return respond(answer)


def respond(answer: Answer) -> Response:
    headers = {}
    if answer.retry_after_s is not None:
        headers["Retry-After"] = str(answer.retry_after_s)
    return Response(answer.body, answer.status, headers, "application/json")


def _fingerprint(message: wire.Message | None) -> str:
    """Equal for equal meaning: blanks and unknown fields do not count."""
    text = message.model_dump_json() if message else ""
    return hashlib.sha256(text.encode()).hexdigest()
