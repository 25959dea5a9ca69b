"""What must be known of a settlement after a power cut, and so is written down before
its first byte leaves: under which number it was sent, and about what.

The port's verbs carry a payment's key. The interface knows no such key: it reverses a
message by its number (omsgid), and asks for person and visit wherever it is asked.
"""

from typing import Protocol

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.central.national.wire import Amount, MsgId
from kiosk.central.port import Misanswered
from kiosk.model.money import ZERO


class Notebook(Protocol):
    """Keeps one note a payment. Any thread. A note goes when its payment is forgotten;
    what is in it is sealed."""

    def read(self, key: str) -> bytes | None:
        """What was last written about a payment. Raise NotSent if that cannot be
        read now: nothing may leave without it."""

    def write(self, key: str, note: bytes) -> None:
        """Return once it survives a power cut, or raise NotSent."""


class Note(BaseModel):
    """One payment at the interface."""

    model_config = ConfigDict(frozen=True, cache_strings="keys")

    psn_no: str = ""
    token: str = Field(default="", repr=False)  # ecToken
    insutype: str = ""
    insured_at: str = ""  # insuplc_admdvs
    mdtrt_id: str = ""
    chrg_bchno: str = ""
    total: Amount = ZERO
    msgid: MsgId | None = None  # of 2207, once it may have been sent
    setl_id: str | None = None  # once it is known
    revoke_msgid: MsgId | None = None  # of 2208, once it may have been sent
    refusal: str = ""  # why it is given up, once it is
    is_over: bool = False  # nothing stands, and nothing may be settled any more

    @property
    def over(self) -> "Note":
        return self.model_copy(update={"is_over": True, "token": ""})


class Notes:
    """The notebook, in values."""

    def __init__(self, notebook: Notebook) -> None:
        self._notebook = notebook

    def find(self, key: str) -> Note | None:
        body = self._notebook.read(key)
        try:
            return Note.model_validate_json(body) if body else None
        except ValidationError:
            raise Misanswered("a note that cannot be read") from None

    def keep(self, key: str, note: Note) -> None:
        self._notebook.write(key, note.model_dump_json().encode())
