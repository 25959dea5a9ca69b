"""Every kind of slip, read back by a printer that knows nothing of who drew it.

`drivers.sim.escpos` is written from the printer's side, after the command reference;
it shares no line and no table with `printing`.
"""

import re
from collections import Counter
from dataclasses import fields, is_dataclass, replace
from datetime import date
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drivers.camera.decoding import QrDecoder
from drivers.sim.escpos import Verb, commands
from drivers.sim.slip_picture import draw_slip
from kiosk.model.money import Money, total
from printing.invoice_document import DoesNotAddUp
from printing.slip_format import STANDARD, SlipFormat, Text
from printing.slip_parts import five_elements
from printing.slips import AnySlip, build_slip
from tests.slip_samples import (
    DISCHARGE,
    EVERY,
    GUIDE,
    GUIDE_CODE,
    INVOICE,
    NEW,
    TOPPED_UP,
    UNPRINTED,
)

NARROW = SlipFormat(columns=32, dots=384)
FORMATS = {"80mm": STANDARD, "58mm": NARROW}
every_slip = pytest.mark.parametrize("name", EVERY)
every_new_slip = pytest.mark.parametrize("name", NEW)
every_format = pytest.mark.parametrize("format", FORMATS.values(), ids=FORMATS)

# What a slip stands on and does not say, or says as a picture.
UNSAID = {
    "bill_ids",
    "pre_settlement_id",
    "patient_id",
    "code",
    "link",
    "method",
    "kind",
    "issued_at",
}


def read(slip: bytes) -> list[str]:
    """The lines, as a printer with a GB 18030 ROM prints them."""
    return [
        command.arguments.decode("gb18030")
        for command in commands(slip)
        if command.verb is Verb.TEXT
    ]


def amounts(value: object, name: str = "") -> list[Money]:
    """Every amount anywhere in a slip's values."""
    if isinstance(value, Money):
        return [value]
    if isinstance(value, tuple):
        return [one for part in value for one in amounts(part)]
    if is_dataclass(value):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        return [one for name, part in parts for one in amounts(part, name)]
    return []


def texts(value: object, name: str = "") -> list[str]:
    """Every text and day that has to be found on the paper."""
    if name in UNSAID:
        return []
    if isinstance(value, str):
        return [str(value)]
    if type(value) is date:
        return [value.isoformat()]
    if isinstance(value, tuple):
        return [one for part in value for one in texts(part)]
    if is_dataclass(value):
        parts = ((field.name, getattr(value, field.name)) for field in fields(value))
        return [one for name, part in parts for one in texts(part, name)]
    return []


@every_format
@every_new_slip
def test_every_text_and_every_number_of_it_is_on_the_paper(
    name: str, format: SlipFormat
) -> None:
    said = "".join(read(build_slip(NEW[name], format))).replace(" ", "")
    for text in texts(NEW[name]):
        assert text.replace(" ", "") in said, text


@every_format
@every_new_slip
def test_every_amount_is_on_the_paper_in_fen(name: str, format: SlipFormat) -> None:
    said = read(build_slip(NEW[name], format))
    shown = Counter(
        Money.parse(found) for line in said for found in re.findall(r"￥([\d.]+)", line)
    )
    shown_or_nothing = {*shown, Money(0)}
    unsaid = {GUIDE.guide.credit}  # what the contract has is nobody's to read
    assert {*amounts(NEW[name])} - unsaid - invoice_amounts(NEW[name]) <= (
        shown_or_nothing
    )


def invoice_amounts(slip: AnySlip) -> set[Money]:
    """A discharge shows its invoices by their numbers, their sum being the total."""
    return {invoice.amount for invoice in getattr(slip, "invoices", ())}


@pytest.mark.parametrize("slip", [DISCHARGE, TOPPED_UP])
def test_what_comes_and_what_goes_back_adds_up_on_the_paper(slip: AnySlip) -> None:
    found: dict[str, Money] = {}
    for line in read(build_slip(slip)):
        label, _, amount = line.strip().rpartition("￥")
        if label:
            found.setdefault(label.strip(), Money.parse(amount))
    went = total(
        amount for label, amount in found.items() if re.search(r"\d{4}-\d\d", label)
    )
    assert went == found["退回"]
    paid = found["预交金"] + found["补缴"] - found["退回"]
    assert paid == found["自付"]
    parts = found["医保统筹"] + found["个人账户"] + found["自付"]
    assert parts == found["合计"]


def test_a_discharge_that_does_not_add_up_is_not_printed() -> None:
    with pytest.raises(DoesNotAddUp):
        build_slip(replace(DISCHARGE, deposits=Money(1)))


@every_format
@pytest.mark.parametrize(
    ("slip", "content"),
    [
        (UNPRINTED, five_elements(INVOICE)),
        (replace(UNPRINTED, link="https://x.example/1"), "https://x.example/1"),
        (GUIDE, GUIDE_CODE),
    ],
)
def test_the_code_on_the_paper_says_what_it_was_to(
    slip: AnySlip, content: str, format: SlipFormat
) -> None:
    paper = draw_slip(build_slip(slip, format), format.dots)
    with QrDecoder() as decoder:
        assert decoder.decode(np.asarray(paper.convert("L"))) == [content.encode()]


@every_format
@every_slip
def test_every_slip_is_cut_once_at_its_end(name: str, format: SlipFormat) -> None:
    verbs = [command.verb for command in commands(build_slip(EVERY[name], format))]
    assert verbs.count(Verb.CUT) == 1
    assert verbs[-1] is Verb.CUT
    assert verbs[0] is Verb.INITIALISE


@every_slip
def test_no_printer_without_chinese_is_sent_any(name: str) -> None:
    drawn = build_slip(EVERY[name], replace(NARROW, text=Text.RASTER, draws_qr=False))
    assert not any(command.verb is Verb.TEXT for command in commands(drawn))


def test_the_guide_slip_says_nothing_of_what_the_bills_are_for() -> None:
    said = "".join(read(build_slip(GUIDE)))
    for hidden in (GUIDE.guide.patient_id, *GUIDE.guide.bill_ids):
        assert hidden not in said.replace(GUIDE.guide.id, "")


# Rule P7: text is text.

anything = st.text(
    st.characters(codec=None, exclude_categories=())
    | st.sampled_from("\x1b\x1d\x10\n"),
    max_size=40,
)
LAYOUT = {*Verb} - {
    Verb.TEXT,
    Verb.LINE_FEED,
    Verb.RASTER,  # of characters that no ROM has
    Verb.SIZE,
    Verb.ALIGN,
    Verb.CHINESE_ON,
    Verb.CHINESE_OFF,
    Verb.CHINESE_MODE,
    Verb.MODE,
    Verb.SYMBOL,  # none for a code that would be cut
}


def with_text(value: Any, text: str, name: str = "") -> Any:
    """The same, with this text in every text field."""
    if type(value) is str:
        return text
    if isinstance(value, str) or not is_dataclass(value) or isinstance(value, type):
        return value  # words of a closed set
    changed = {
        field.name: _in_tuple(getattr(value, field.name), text)
        for field in fields(value)
    }
    return replace(value, **changed)


def _in_tuple(value: Any, text: str) -> Any:
    if isinstance(value, tuple):
        return tuple(with_text(part, text) for part in value)
    return with_text(value, text)


@every_slip
@settings(max_examples=25, deadline=None)
@given(text=anything)
def test_no_text_in_any_field_is_a_command(name: str, text: str) -> None:
    sample = EVERY[name]
    plain = [command.verb for command in commands(build_slip(sample))]
    hostile = [c.verb for c in commands(build_slip(with_text(sample, text)))]
    assert [v for v in hostile if v in LAYOUT] == [v for v in plain if v in LAYOUT]
