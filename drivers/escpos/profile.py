"""What a model of receipt printer can do and tell. One TOML file a model.

A file is named on its own (`load_profile("epson-tm-t88")`) or by its path. A key
that is not known is refused by name: a misspelt one would promise what the printer
does not do.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeVar

from drivers.escpos.status import REAL_TIME

FOLDER = files("drivers") / "profiles" / "receipt_printer"
FULL_STATUS = 20  # the DLE EOT of Custom's kiosk printers with a long answer
MOST_SETTLING_S = 5.0

E = TypeVar("E", bound=StrEnum)


class BadProfile(ValueError):
    """The profile is missing or wrong. The text says which key and why."""


class Encoding(StrEnum):
    """Which characters the printer has in its ROM."""

    GBK = "gbk"  # of one and two bytes
    GB18030 = "gb18030"  # and the four-byte ones of CJK Extension A
    RASTER = "raster"  # none: every line goes out as dots


class Symbols(StrEnum):
    """Who draws a QR code."""

    NATIVE = "native"  # the printer, by GS ( k
    RASTER = "raster"


class Proof(StrEnum):
    """How the printer can prove that a slip is on the paper."""

    GS_H = "gs_h"  # GS ( H function 48 answers once all before it is printed
    QUEUED_STATUS = "queued_status"  # GS r 1 is answered after all before it
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Outlet:
    """The sensor that sees a slip which nobody has taken yet."""

    question: int  # n of DLE EOT
    bit: int  # on while a slip lies there; of a long answer in its first byte


@dataclass(frozen=True, slots=True)
class EscposProfile:
    """One model. Widths in dots, columns of 12 dots, times in seconds."""

    name: str
    model: str
    width_dots: int
    columns: int
    encoding: Encoding
    symbols: Symbols
    has_cutter: bool
    questions: tuple[int, ...]  # the DLE EOT it answers, of 1 to 4
    reports_changes: bool  # by itself, after GS a
    clears: bool  # by DLE DC4 8
    proof: Proof
    names: bool = False  # it says who it is, by GS I
    settles_s: float = 0.0  # how far the paper may lag behind the answer to GS r
    outlet: Outlet | None = None


def load_profile(name: str) -> EscposProfile:
    """The profile of that name, or in that file. Raise BadProfile."""
    try:
        if "/" in name:
            text = Path(name).read_text("utf-8")
        else:
            text = (FOLDER / f"{name}.toml").read_text("utf-8")
        content = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise BadProfile(f"{name}: {error}") from error
    except (OSError, ValueError) as error:  # no such file, no such path, no text
        known = ", ".join(profile_names())
        raise BadProfile(f"no profile {name!r}; there are {known}") from error
    return _Reader(name, content).profile()


def profile_names() -> list[str]:
    """The profiles that come with the product."""
    found = (entry.name for entry in FOLDER.iterdir())
    return sorted(name.removesuffix(".toml") for name in found if name[-5:] == ".toml")


class _Reader:
    """Takes keys out of the tables; what is left over nobody knows."""

    def __init__(self, name: str, content: dict[str, Any]) -> None:
        self._name = name
        self._left = content

    def profile(self) -> EscposProfile:
        profile = EscposProfile(
            name=Path(self._name).stem,
            model=self._take("model", str),
            width_dots=self._whole("paper.width_dots", range(192, 1025)),
            columns=self._whole("paper.columns", range(16, 86)),
            has_cutter=self._take("paper.cutter", bool),
            encoding=self._one_of("text.encoding", Encoding),
            symbols=self._one_of("text.qr", Symbols),
            questions=self._questions(),
            reports_changes=self._take("status.changes", bool),
            clears=self._take("job.clears", bool),
            names=self._flag("status.names"),
            proof=self._one_of("job.proof", Proof),
            settles_s=self._seconds("job.settles_s"),
            outlet=self._outlet(),
        )
        self._refuse_rest()
        self._check(profile)
        return profile

    def _check(self, profile: EscposProfile) -> None:
        if profile.width_dots % 8:
            self._fail("paper.width_dots", "a multiple of 8")
        if profile.columns * 12 > profile.width_dots:
            self._fail("paper.columns", "columns of 12 dots that fit on the paper")
        outlet = profile.outlet
        if outlet and outlet.question == FULL_STATUS and profile.reports_changes:
            self._fail("status.changes", "false: its bytes look like DLE EOT 20's")

    def _questions(self) -> tuple[int, ...]:
        asked = self._take("status.questions", list)
        if not asked or sorted(set(asked) & {*REAL_TIME}) != asked:
            self._fail("status.questions", "a sorted list of some of 1, 2, 3, 4")
        return tuple(asked)

    def _outlet(self) -> Outlet | None:
        if "outlet" not in self._left:
            return None
        question = self._whole("outlet.question", range(5, 21))
        return Outlet(question, self._whole("outlet.bit", range(8)))

    def _flag(self, key: str) -> bool:
        """False unless the profile says otherwise."""
        value = self._find(key, False)
        if type(value) is not bool:
            self._fail(key, "true or false")
        return bool(value)

    def _seconds(self, key: str) -> float:
        value = self._find(key, 0.0)
        good = isinstance(value, int | float) and not isinstance(value, bool)
        if not good or not 0 <= value <= MOST_SETTLING_S:
            self._fail(key, f"seconds, 0 to {MOST_SETTLING_S:g}")
        return float(value)

    def _whole(self, key: str, allowed: range) -> int:
        value: int = self._take(key, int)
        if value not in allowed:
            self._fail(key, f"from {allowed[0]} to {allowed[-1]}")
        return value

    def _one_of(self, key: str, kind: type[E]) -> E:
        value = self._take(key, str)
        if value not in [*kind]:
            self._fail(key, f"one of {', '.join(kind)}")
        return kind(value)

    def _take(self, key: str, kind: type) -> Any:
        value = self._find(key, None)
        if type(value) is not kind:
            self._fail(key, f"there and of type {kind.__name__}")
        return value

    def _find(self, key: str, default: Any) -> Any:
        table: Any = self._left
        *tables, last = key.split(".")
        for name in tables:
            table = table.get(name, {})
            if not isinstance(table, dict):
                self._fail(name, "a table")
        return table.pop(last, default)

    def _refuse_rest(self) -> None:
        for key, value in self._left.items():
            if not isinstance(value, dict):
                raise BadProfile(f"{self._name}: unknown key {key!r}")
            for name in value:
                raise BadProfile(f"{self._name}: unknown key '{key}.{name}'")
            if key not in ("paper", "text", "status", "job", "outlet"):
                raise BadProfile(f"{self._name}: unknown key {key!r}")

    def _fail(self, key: str, expected: str) -> None:
        raise BadProfile(f"{self._name}: {key} must be {expected}")
