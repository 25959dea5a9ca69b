"""Who is being served, as much of it as the kiosk may know.

The full name stays at central. What leaves this module is masked.
"""

import re
import unicodedata
from dataclasses import dataclass
from typing import NewType

from kiosk.model.money import Money

Masked = NewType("Masked", str)
"""A name that may be shown. Only `mask` makes one."""

# Compound surnames that are still common; the surname is what masking keeps.
COMPOUND = frozenset(
    re.findall(
        "..",
        "欧阳司马上官诸葛司徒东方独孤慕容夏侯皇甫尉迟公孙令狐端木"
        "宇文长孙轩辕呼延南宫申屠太史闻人澹台万俟钟离拓跋百里",
    )
)


def mask(name: str) -> Masked:
    """Keep the surname and the last character: 张三 -> 张*, 欧阳小明 -> 欧阳*明.

    Counts characters as people do: a combining mark stays with its letter.
    """
    letters = _clusters(unicodedata.normalize("NFC", name.strip()))
    if not letters:
        return Masked("*")
    if "·" in letters:
        return _mask_long(letters)
    surname = 2 if len(letters) > 2 and "".join(letters[:2]) in COMPOUND else 1
    head, rest = letters[:surname], letters[surname:]
    if len(rest) <= 1:
        return Masked("".join(head) + "*")
    return Masked("".join(head) + "*" * (len(rest) - 1) + rest[-1])


def _mask_long(letters: list[str]) -> Masked:
    """买买提·吐尔逊 -> 买**·***: a name with · keeps its first character only."""
    return Masked(
        "".join(
            letter if index == 0 or letter == "·" else "*"
            for index, letter in enumerate(letters)
        )
    )


def _clusters(text: str) -> list[str]:
    clusters: list[str] = []
    for character in text:
        joins = unicodedata.combining(character) or _is_selector(character)
        if joins and clusters:
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _is_selector(character: str) -> bool:
    """Variation selectors choose a glyph and are no character of their own."""
    return (
        "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef"
    )


@dataclass(frozen=True, slots=True)
class Patient:
    """The person whose bills are paid. `id` is central's opaque reference."""

    id: str
    name: Masked
    insured: bool
    guardian: Masked | None = None  # who pays for a child


@dataclass(frozen=True, slots=True)
class CreditContract:
    """信用就医: the bank pays the self-pay part up to what is left of the limit."""

    bank: str
    available: Money
    raise_url: str | None = None  # the bank's page where she can have the limit raised

    def covers(self, amount: Money) -> bool:
        return amount <= self.available


@dataclass(frozen=True, slots=True)
class Identity:
    """What central says of a scanned code."""

    patient: Patient
    contract: CreditContract | None = None
    one_code: str | None = None  # the channel that one-code pay would use
    can_sign_up: bool = False  # for credit, on her phone
