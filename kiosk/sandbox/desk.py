"""Where requests meet the books: one transaction each, and one answer to a key."""

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta

import kiosk.central.wire as wire
from kiosk.central.port import Reason
from kiosk.model.intent import Method
from kiosk.sandbox.answers import Answer, denied
from kiosk.sandbox.books import BookKeeper, Books
from kiosk.sandbox.elsewhere import pay_elsewhere
from kiosk.sandbox.keys import make_slip_key
from kiosk.sandbox.past import sample_coming, sample_past
from kiosk.sandbox.people import (
    TREATED_ON_CREDIT,
    crowd,
    sample_bills,
    sample_people,
)
from kiosk.sandbox.records import KeptReply, Person
from kiosk.sandbox.registrations import book_samples
from kiosk.sandbox.settings import Moment, Settings
from kiosk.sandbox.stays import admit_samples

Clock = Callable[[], datetime]


class Desk:
    """The books, the clock and the numbers that every handler needs."""

    def __init__(self, store: BookKeeper, clock: Clock, settings: Settings) -> None:
        self.store = store
        self.settings = settings
        self._clock = clock

    def moment(self) -> Moment:
        return Moment(self._clock(), self.settings)

    def open_the_day(self) -> None:
        """Tidy up, have a key, and fill the books if nobody is in them yet: one
        transaction, because another process may open the same books."""
        with self.store.opened() as books:
            books.tidy(self._clock(), self.settings.replies_kept_days)
            make_slip_key(books)
            if books.find(Person, "P1001") is None:
                self._start_over(books)

    def reset(self) -> None:
        """Fresh people and bills; whatever happened is forgotten."""
        with self.store.opened() as books:
            self._start_over(books)

    def _start_over(self, books: Books) -> None:
        moment = self.moment()
        samples = sample_people()
        past = list(sample_past(samples, moment.today))
        coming = sample_coming(samples, moment.today)
        books.start_over(
            (*samples, *crowd(self.settings.crowd)), sample_bills(moment.today)
        )
        books.add([*(one.bill for one in past), coming.bill])
        books.add([coming.settled])
        books.add(one.issued for one in past)
        books.add(note for one in past for note in one.prints)
        book_samples(books, moment)
        admit_samples(books, moment)
        for ordered in books.open_bills(TREATED_ON_CREDIT):
            pay_elsewhere(books, ordered, Method.CREDIT, moment)

    def answer(self, act: Callable[[Books, Moment], Answer]) -> Answer:
        """Ask without a key."""
        with self.store.opened() as books:
            return act(books, self.moment())

    def once(
        self,
        key: str,
        path: str,
        message: wire.Message | None,
        act: Callable[[Books, Moment], Answer],
    ) -> Answer:
        """Act once under this key; afterwards repeat what was answered.

        The reply is kept in the transaction of the effect, or both are not.
        """
        moment = self.moment()
        fingerprint = _fingerprint(message)
        since = moment.now - timedelta(days=self.settings.replies_kept_days)
        with self.store.opened() as books:
            kept = _kept_reply(books, path, key, since)
            if kept is not None and kept.fingerprint != fingerprint:
                return denied(Reason.KEY_REUSED)
            if kept is not None:
                return Answer(kept.status, kept.body)
            answer = act(books, moment)
            if answer.is_final:
                books.put(
                    KeptReply(
                        path, key, fingerprint, answer.status, answer.body, moment.now
                    )
                )
            return answer


def _kept_reply(books: Books, path: str, key: str, since: datetime) -> KeptReply | None:
    """The reply to this key, unless it is too old to count."""
    kept = books.find(KeptReply, path, key)
    return None if kept is None or kept.kept_at < since else kept


def _fingerprint(message: wire.Message | None) -> str:
    """Equal for equal meaning: blanks and unknown fields do not count."""
    text = message.model_dump_json() if message else ""
    return hashlib.sha256(text.encode()).hexdigest()
