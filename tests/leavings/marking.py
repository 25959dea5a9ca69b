"""A state whose every word, number and picture says whose it was."""

import re
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from kiosk.model.staff import Line

ANY_MARK = re.compile(r"canary\d{6}")

# Texts of which there are only a few: what they are decides what is shown.
CLOSED = {(Line, "level")}

T = TypeVar("T")


def mark_of(visit: int) -> str:
    """Ends in six letters, because the last digits of a number are grouped."""
    return f"canary{visit:06d}canary"


def marked(state: T, mark: str) -> T:
    """The same state with the mark in all its text, and behind its pictures."""
    return _marked(state, mark)  # type: ignore[no-any-return]


def _marked(value: Any, mark: str) -> Any:
    match value:
        case Enum():
            return value
        case str():
            return value + mark if value else value
        case bytes():
            return value + mark.encode()
        case tuple() | frozenset():
            return type(value)(_marked(one, mark) for one in value)
    if is_dataclass(value) and not isinstance(value, type):
        inner = {
            field.name: _marked(getattr(value, field.name), mark)
            for field in fields(value)
            if field.init and (type(value), field.name) not in CLOSED
        }
        return replace(value, **inner)
    return value
