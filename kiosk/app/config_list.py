"""Every key, its value, and where that is from. Secrets are "set"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from kiosk.app.config import SOURCE, Config
from kiosk.app.outbox_list import aligned

DEFAULT = "default"
HEAD = ("KEY", "VALUE", "FROM")
_SECTION = re.compile(r"\s*\[\s*(\w+)\s*\]")
_KEY = re.compile(r"\s*(\w+)\s*=")
_USER = re.compile(r"//[^/\s]*@")  # and a password, before a host


@dataclass(frozen=True, slots=True)
class Setting:
    """One key. `origin` is the line of the file, or "default"."""

    key: str
    value: str
    origin: str

    @property
    def is_default(self) -> bool:
        return self.origin == DEFAULT


def settings(config: Config) -> list[Setting]:
    """As it was read; the lines are of the file as it is now. Raise OSError."""
    lines = _lines_of(config.source) if config.source else {}
    return [
        Setting(key, value, f"line {lines[key]}" if key in lines else DEFAULT)
        for key, value in _values(config)
    ]


def table(config: Config) -> str:
    """`kiosk config`. Raise OSError."""
    rows = [(one.key, one.value, one.origin) for one in settings(config)]
    return "\n".join(aligned([HEAD, *rows]))


def _values(config: Config) -> Iterator[tuple[str, str]]:
    for known in fields(config):
        if known.name == SOURCE:
            continue
        section: Any = getattr(config, known.name)
        if section is None:
            yield known.name, "(no such section)"
            continue
        for one in fields(section):
            value = getattr(section, one.name)
            yield f"{known.name}.{one.name}", _told(value, is_secret=not one.repr)


def _told(value: object, *, is_secret: bool) -> str:
    if is_secret:
        return "set" if value else "empty"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, tuple):
        return ", ".join(map(str, value)) or "-"
    return _USER.sub("//***@", str(value)) or "-"


def _lines_of(path: Path) -> dict[str, int]:
    """Where each key stands, in the way that people write such a file."""
    found: dict[str, int] = {}
    section = ""
    text = path.read_text(encoding="utf-8", errors="replace")
    for number, line in enumerate(text.splitlines(), 1):
        if header := _SECTION.match(line):
            section = header[1]
        elif key := _KEY.match(line):
            found[f"{section}.{key[1]}"] = number
    return found
