"""Every string in central's books that says something of somebody, and where it stands.

A key that a kiosk made for a payment or a job is opaque: it names nobody, and may be
written anywhere.
"""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from kiosk.model.patient import mask
from kiosk.sandbox.books import Books
from kiosk.sandbox.records import (
    Charge,
    Inpatient,
    Issued,
    IssuedCode,
    OrderedBill,
    Person,
    Place,
    Quote,
    Settled,
    SignUp,
)

ENCODINGS = ("utf-8", "gb18030", "utf-16-le")
SHORTEST = 5  # bytes; a shorter word stands in sealed bytes by chance


def personal_words(books: Books) -> set[str]:
    """All that a kiosk may have heard of anybody until now."""
    return {*_of_people(books), *_of_money(books), *_of_places(books)}


def found_in(folder: Path, words: Sequence[str]) -> Iterator[str]:
    """Each word that stands in a file's bytes, or in its name."""
    for path in sorted(folder.rglob("*")):
        content = str(path.relative_to(folder)).encode()
        if path.is_file():
            content += b"\n" + path.read_bytes()
        yield from (f"{path} holds {word}" for word in quoted(content, words))


def quoted(content: bytes, words: Sequence[str]) -> Iterator[str]:
    """The words that stand in these bytes, in any encoding that somebody here uses."""
    for word in words:
        spelled = {word.encode(encoding, "replace") for encoding in ENCODINGS}
        if any(len(one) >= SHORTEST and one in content for one in spelled):
            yield word


def quoted_in_text(text: str, words: Sequence[str]) -> Iterator[str]:
    """The words that stand in this text, the short ones too, plain or as escapes."""
    for word in words:
        if word in text or json.dumps(word)[1:-1] in text:
            yield word


def _of_people(books: Books) -> Iterator[str]:
    for person in books.every(Person):
        yield person.id
        for name in (person.name, person.guardian):
            if name:
                yield name
                yield mask(name)
    yield from (code.value for code in books.every(IssuedCode))
    for contract in books.every(SignUp):
        yield contract.id


def _of_money(books: Books) -> Iterator[str]:
    for ordered in books.every(OrderedBill):
        yield ordered.id
        yield from (line.name for line in ordered.bill.lines)
    for quote in books.every(Quote):
        yield quote.id
    for settled in books.every(Settled):
        yield settled.id
    for charge in books.every(Charge):
        if charge.qr:
            yield charge.qr
    for issued in books.every(Issued):
        yield issued.number
        yield issued.check_code


def _of_places(books: Books) -> Iterator[str]:
    for place in books.every(Place):
        yield place.id
    for stay in books.every(Inpatient):
        yield stay.id
