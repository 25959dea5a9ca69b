"""Every kind of document looks as it was approved."""

from dataclasses import replace

import pytest

from printing.invoice import draw_invoice
from tests.golden import (
    FOLDER,
    MOST_BYTES,
    PICTURES,
    differ,
    golden,
    picture_of,
    rendered,
)
from tests.paper_samples import OUTPATIENT

every_document = pytest.mark.parametrize("name", PICTURES)


@every_document
def test_a_document_looks_as_approved(name: str) -> None:
    """If it should look otherwise: `python -m tests.golden`, and look."""
    assert not differ(picture_of(name), golden(name))


@every_document
def test_a_picture_is_small_enough_to_review(name: str) -> None:
    assert (FOLDER / f"{name}.png").stat().st_size <= MOST_BYTES


def test_no_picture_is_left_over() -> None:
    assert {path.stem for path in FOLDER.glob("*.png")} == {*PICTURES}


@pytest.mark.parametrize(
    "changed", [{"number": "0001234561"}, {"check_code": "a1b2c8"}, {"sample": False}]
)
def test_one_other_character_is_seen(changed: dict[str, str]) -> None:
    other = draw_invoice(replace(OUTPATIENT, **changed))  # type: ignore[arg-type]
    assert differ(rendered(other.pdf, 0), golden("outpatient-a5"))
