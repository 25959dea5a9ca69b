"""What central knows of invented people's standing with the insurance. Read only."""

from datetime import timedelta

import kiosk.central.standing_wire as wire
from kiosk.central.port import Reason
from kiosk.model.money import Money
from kiosk.model.standing import ClaimStatus, EntitlementStatus
from kiosk.sandbox.answers import Answer, denied, done
from kiosk.sandbox.books import Books
from kiosk.sandbox.records import Person
from kiosk.sandbox.settings import Moment

# Days before today, and after it.
_ENTITLEMENTS: dict[str, tuple[tuple[EntitlementStatus, int, int], ...]] = {
    "P1003": (
        (EntitlementStatus.VALID, 165, 200),
        (EntitlementStatus.EXPIRED, 900, -170),
    ),
    "P1014": ((EntitlementStatus.REVIEWING, 0, 180),),
}
# Days before today on which it was handed in, and paid; what for, and how much of it.
_CLAIMS: dict[str, tuple[tuple[ClaimStatus, int, int | None, int, int], ...]] = {
    "P1001": (
        (ClaimStatus.REVIEWING, 6, None, 1_286_40, 0),
        (ClaimStatus.PAID, 70, 41, 860_00, 512_35),
    ),
    "P1004": (
        (ClaimStatus.RECEIVED, 1, None, 95_20, 0),
        (ClaimStatus.RETURNED, 20, None, 3_410_00, 0),
    ),
}


def list_entitlements(books: Books, psn_no: str, moment: Moment) -> Answer:
    if books.find(Person, psn_no) is None:
        return denied(Reason.PERSON_UNKNOWN)
    today = moment.today
    return done(
        wire.EntitlementsReply(
            psn_no=psn_no,
            entitlements=tuple(
                wire.EntitlementReply(
                    status=status,
                    begndate=today - timedelta(days=before),
                    enddate=today + timedelta(days=after),
                )
                for status, before, after in _ENTITLEMENTS.get(psn_no, ())
            ),
        )
    )


def list_claims(books: Books, psn_no: str, moment: Moment) -> Answer:
    if books.find(Person, psn_no) is None:
        return denied(Reason.PERSON_UNKNOWN)
    today = moment.today
    return done(
        wire.ClaimsReply(
            psn_no=psn_no,
            claims=tuple(
                wire.ClaimReply(
                    status=status,
                    handed_in=today - timedelta(days=before),
                    medfee_sumamt=Money(amount),
                    paid=None if ago is None else Money(paid),
                    paid_on=None if ago is None else today - timedelta(days=ago),
                )
                for status, before, ago, amount, paid in _CLAIMS.get(psn_no, ())
            ),
        )
    )
