"""What central says of a person is in no cache once the reply is forgotten."""

import pytest

from kiosk.central import wire
from kiosk.central.national.notes import Note
from kiosk.central.national.wire import Envelope
from kiosk.central.wire import Message

TEXT = "6f1ed002ab5595859014ebf0951522d9"


@pytest.mark.parametrize(
    ("kind", "field"),
    [(wire.ErrorReply, "reason"), (wire.IdentifyRequest, "code"), (Note, "token")],
)
def test_a_text_that_comes_twice_is_made_twice(
    kind: type[Message] | type[Note], field: str
) -> None:
    given = f'{{"{field}": "{TEXT}", "businessType": "01101"}}'
    first, second = (kind.model_validate_json(given) for _ in range(2))
    assert getattr(first, field) == TEXT
    assert getattr(first, field) is not getattr(second, field)


def test_whatever_is_on_a_wire_is_such_a_message() -> None:
    for kind in (wire.IdentityReply, wire.BillsReply, Envelope):
        assert kind.model_config.get("cache_strings") == "keys"
