"""What a business refusal (infcode -2) means. The interface has no codes for it, only
text; a hospital's gateway begins it with one word in brackets: `[already_paid] ...`.

Where a province's gateway does not, this table is what its integrator replaces.
"""

import re

from kiosk.central.port import Reason
from kiosk.model.charge import Refusal

NOT_SIGNED_IN = "not_signed_in"
_WORD = re.compile(r"\[([a-z_]{1,40})\]")


def word_of(err_msg: str | None) -> str:
    """The word in brackets, or nothing."""
    found = _WORD.match(err_msg or "")
    return found[1] if found else ""


def reason_of(word: str) -> Reason | Refusal:
    """A refusal that nobody can place is no word about the bills: the kiosk goes on
    asking, and the staff are told."""
    for reasons in (Reason, Refusal):
        if word in [known.value for known in reasons]:
            return reasons(word)
    return Reason.OTHER
