"""What a model of serial scanner needs, one TOML file each.

Files of the product stand in drivers/profiles/scanner; a site adds its own by path.
A string in such a file is bytes: one character of Latin-1 each.

    BadProfile         the file cannot be used; the message names the key
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from drivers.scanners.scan_lines import LineShape

NAME = re.compile(r"[a-z0-9_-]{1,40}")
MOST_COMMANDS = 8
LONGEST_SILENCE_S = 5.0
TOP_KEYS = frozenset(
    {
        "title",
        "baudrate",
        "silence_s",
        "terminators",
        "prefixes",
        "suffixes",
        "answer_starts",
        "refusals",
        "setup",
        "identify",
    }
)
SETUP_KEYS = frozenset({"send", "answer"})
IDENTIFY_KEYS = frozenset({"send", "answer", "name"})


class BadProfile(ValueError):
    """The profile does not exist, or says something that cannot be used."""


@dataclass(frozen=True, slots=True)
class Command:
    """What is sent, and the last bytes of a good answer to it."""

    send: bytes
    answer: bytes


@dataclass(frozen=True, slots=True)
class Question:
    """Asks a scanner for its name; the group of `name` finds it in the answer."""

    ask: Command
    name: re.Pattern[bytes]


@dataclass(frozen=True, slots=True)
class ScannerProfile:
    """One model, or one family of models."""

    title: str
    lines: LineShape
    baudrate: int
    silence_s: float  # half a line older than this is dropped
    setup: tuple[Command, ...]  # sent after every opening
    identify: Question | None
    refusals: tuple[bytes, ...]  # in the answer to a command that was refused


def load(name: str) -> ScannerProfile:
    """Read a profile: by name from the product, by path if it ends in .toml."""
    try:
        if name.endswith(".toml"):
            return parse(Path(name).read_text("utf-8"))
        if not NAME.fullmatch(name):
            raise BadProfile(f"{name!r}: not the name of a profile")
        folder = files("drivers").joinpath("profiles", "scanner")
        return parse(folder.joinpath(f"{name}.toml").read_text("utf-8"))
    except FileNotFoundError as error:
        raise BadProfile(f"{name}: no such profile") from error
    except (OSError, UnicodeDecodeError) as error:
        raise BadProfile(f"{name}: cannot be read") from error


def parse(text: str) -> ScannerProfile:
    """Read the text of a profile."""
    try:
        top = _Table(tomllib.loads(text), TOP_KEYS)
    except tomllib.TOMLDecodeError as error:
        raise BadProfile(f"not TOML: {error}") from error
    setup = tuple(_command(table) for table in top.tables("setup", SETUP_KEYS))
    identify = [_question(table) for table in top.tables("identify", IDENTIFY_KEYS)]
    refusals = top.several("refusals")
    asked = (*setup, *(question.ask for question in identify))
    return ScannerProfile(
        title=top.text("title"),
        lines=LineShape(
            terminators=top.several("terminators") or (b"\r", b"\n"),
            prefixes=top.several("prefixes"),
            suffixes=top.several("suffixes"),
            answer_marks=(*(command.answer for command in asked), *refusals),
            answer_starts=top.several("answer_starts"),
        ),
        baudrate=top.whole("baudrate", 9600),
        silence_s=top.seconds("silence_s", 0.5),
        setup=setup,
        identify=identify[0] if identify else None,
        refusals=refusals,
    )


class _Table:
    """A TOML table whose keys are all known. Everything it refuses, it names."""

    def __init__(
        self, table: Mapping[str, object], known: frozenset[str], path: str = ""
    ) -> None:
        self._table = table
        self._path = path
        for key in table:
            if key not in known:
                raise self.bad(key, "unknown key")

    def bad(self, key: str, why: str) -> BadProfile:
        return BadProfile(f"{self._path}{key}: {why}")

    def text(self, key: str) -> str:
        value = self._table.get(key)
        if not isinstance(value, str) or not value:
            raise self.bad(key, "must be a text")
        return value

    def raw(self, key: str) -> bytes:
        return self._latin(key, self.text(key))

    def several(self, key: str) -> tuple[bytes, ...]:
        values = self._table.get(key, [])
        if not isinstance(values, list):
            raise self.bad(key, "must be a list of texts")
        return tuple(self._latin(key, value) for value in values)

    def whole(self, key: str, default: int) -> int:
        value = self._table.get(key, default)
        if type(value) is not int or value <= 0:
            raise self.bad(key, "must be a whole number above 0")
        return value

    def seconds(self, key: str, default: float) -> float:
        value = self._table.get(key, default)
        if type(value) not in (int, float):
            raise self.bad(key, "must be a number")
        assert isinstance(value, int | float)
        if not 0 < value <= LONGEST_SILENCE_S:
            raise self.bad(key, f"must lie between 0 and {LONGEST_SILENCE_S:g} s")
        return float(value)

    def pattern(self, key: str) -> re.Pattern[bytes]:
        try:
            pattern = re.compile(self.raw(key))
        except re.error as error:
            raise self.bad(key, "is no regular expression") from error
        if pattern.groups != 1:
            raise self.bad(key, "needs one group, around the name")
        return pattern

    def tables(self, key: str, known: frozenset[str]) -> list["_Table"]:
        """The table under this key, or the array of tables, or nothing."""
        value = self._table.get(key, [])
        values = [value] if isinstance(value, dict) else value
        if not isinstance(values, list) or len(values) > MOST_COMMANDS:
            raise self.bad(key, f"must be at most {MOST_COMMANDS} tables")
        if not all(isinstance(table, dict) for table in values):
            raise self.bad(key, "must be a table")
        return [_Table(table, known, f"{key}.") for table in values]

    def _latin(self, key: str, value: object) -> bytes:
        if not isinstance(value, str) or not value:
            raise self.bad(key, "must be a text")
        try:
            return value.encode("latin-1")
        except UnicodeEncodeError as error:
            raise self.bad(key, "one character a byte, up to U+00FF") from error


def _command(table: _Table) -> Command:
    return Command(table.raw("send"), table.raw("answer"))


def _question(table: _Table) -> Question:
    return Question(_command(table), table.pattern("name"))
