"""What the doctor found, in the reader's language, phrase by phrase.

What no catalogue has stays as it is: names of things, addresses, versions.
"""

import re
from functools import cache

from PySide6.QtCore import QCoreApplication

translate = QCoreApplication.translate

STRANGER = "not enrolled: central does not know this kiosk, or not with this key"


def found(text: str) -> str:
    """In phrases that are separated by commas."""
    whole = _phrase(text)
    if whole is not None:
        return whole
    comma = translate("Found", ", ")
    return comma.join(_phrase(one) or one for one in text.split(", "))


def _phrase(text: str) -> str | None:
    for english, words in _phrases().items():
        match = _pattern(english).fullmatch(text)
        if match:
            return words.format(**match.groupdict())
    return None


@cache
def _pattern(english: str) -> re.Pattern[str]:
    """What stands in braces may be anything but another phrase."""
    anything = r"(?P<\1>(?:(?!, ).)+)"
    return re.compile(re.sub(r"\\\{(\w+)\\\}", anything, re.escape(english)))


def _phrases() -> dict[str, str]:
    return {**_of_devices(), **_of_the_way(), **_of_the_machine()}


def _of_devices() -> dict[str, str]:
    return {
        "ok": translate("Found", "ok"),
        "degraded": translate("Found", "degraded"),
        "failed": translate("Found", "failed"),
        "unknown": translate("Found", "unknown"),
        "paper out": translate("Found", "paper out"),
        "paper low": translate("Found", "paper low"),
        "paper jam": translate("Found", "paper jam"),
        "cover open": translate("Found", "cover open"),
        "door open": translate("Found", "door open"),
        "broken": translate("Found", "broken"),
        "too hot": translate("Found", "too hot"),
        "error": translate("Found", "error"),
        "feed button pressed": translate("Found", "feed button pressed"),
        "no status": translate("Found", "no status"),
        "cutter error": translate("Found", "cutter error"),
        "earlier job left": translate("Found", "earlier job left"),
        "toner missing": translate("Found", "toner missing"),
        "toner empty": translate("Found", "toner empty"),
        "toner low": translate("Found", "toner low"),
        "drum worn out": translate("Found", "drum worn out"),
        "drum nearly worn out": translate("Found", "drum nearly worn out"),
        "tray missing": translate("Found", "tray missing"),
        "output full": translate("Found", "output full"),
        "output almost full": translate("Found", "output almost full"),
        "output tray missing": translate("Found", "output tray missing"),
        "waste toner full": translate("Found", "waste toner full"),
        "waste toner almost full": translate("Found", "waste toner almost full"),
        "paused": translate("Found", "paused"),
        "shut down": translate("Found", "shut down"),
        "timed out": translate("Found", "timed out"),
        "offline": translate("Found", "offline"),
        "connecting": translate("Found", "connecting"),
        "filter missing": translate("Found", "filter missing"),
        "no such queue": translate("Found", "no such queue"),
        "stopped": translate("Found", "stopped"),
        "accepts no jobs": translate("Found", "accepts no jobs"),
        "queue retries by itself": translate("Found", "queue retries by itself"),
        "queue stops at a fault": translate("Found", "queue stops at a fault"),
        "queue gives no proof": translate("Found", "queue gives no proof"),
        "other warning": translate("Found", "other warning"),
        "busy": translate("Found", "busy"),
        "lost contact": translate("Found", "lost contact"),
        "job vanished": translate("Found", "job vanished"),
        "completed with errors": translate("Found", "completed with errors"),
        "a job without number": translate("Found", "a job without number"),
        "no answer to the job": translate("Found", "no answer to the job"),
        "no queued answer": translate("Found", "no queued answer"),
        "job refused": translate("Found", "job refused"),
        "status {code}": translate("Found", "status {code}"),
        "{how} before it began": translate("Found", "{how} before it began"),
        "{how} before the first page": translate(
            "Found", "{how} before the first page"
        ),
        "too long for the line": translate("Found", "too long for the line"),
        "canceled": translate("Found", "canceled"),
        "aborted": translate("Found", "aborted"),
        "stuck and cancelled": translate("Found", "stuck and cancelled"),
        "stuck and cancelled: {reason}": translate(
            "Found", "stuck and cancelled: {reason}"
        ),
        "the job never ended": translate("Found", "the job never ended"),
        "not found": translate("Found", "not found"),
        "in use": translate("Found", "in use"),
        "cannot be opened": translate("Found", "cannot be opened"),
        "hung up": translate("Found", "hung up"),
        "not grabbed": translate("Found", "not grabbed"),
        "not a bar code scanner": translate("Found", "not a bar code scanner"),
        "set-up not confirmed": translate("Found", "set-up not confirmed"),
        "not asked yet": translate("Found", "not asked yet"),
        "not heard yet": translate("Found", "not heard yet"),
        "no picture": translate("Found", "no picture"),
        "no sound device": translate("Found", "no sound device"),
        "sound stands still": translate("Found", "sound stands still"),
        "no connection": translate("Found", "no connection"),
        "says the running kiosk": translate("Found", "says the running kiosk"),
        "its length is not known": translate("Found", "its length is not known"),
        "out": translate("Found", "out"),
        "{metres} m left": translate("Found", "{metres} m left"),
        "{count} receipts": translate("Found", "{count} receipts"),
        "until {when} at this pace": translate("Found", "until {when} at this pace"),
        "not installed: {names}": translate("Found", "not installed: {names}"),
        "{prompts}, to {device}": translate("Found", "{prompts}, to {device}"),
    }


def _of_the_way() -> dict[str, str]:
    """To central, and what it has not been told."""
    return {
        "from {address}": translate("Found", "from {address}"),
        "to {address}": translate("Found", "to {address}"),
        "in the clear, for a demo only": translate(
            "Found", "in the clear, for a demo only"
        ),
        "{name}: no such name": translate("Found", "{name}: no such name"),
        "{name}: no answer": translate("Found", "{name}: no answer"),
        "no answer": translate("Found", "no answer"),
        "no answer ({kind})": translate("Found", "no answer ({kind})"),
        "refused: {reason}": translate("Found", "refused: {reason}"),
        "{time} ms": translate("Found", "{time} ms"),
        "the middle of {count}": translate("Found", "the middle of {count}"),
        "ours is {seconds} s off": translate("Found", "ours is {seconds} s off"),
        "our clock is {seconds} s off": translate(
            "Found", "our clock is {seconds} s off"
        ),
        "the answer had no date": translate("Found", "the answer had no date"),
        "not tried: no {step}": translate("Found", "not tried: no {step}"),
        "{count} days left": translate("Found", "{count} days left"),
        "it ended {count} days ago": translate("Found", "it ended {count} days ago"),
        "issued by {authority}": translate("Found", "issued by {authority}"),
        "a key that is not among the pins": translate(
            "Found", "a key that is not among the pins"
        ),
        "nothing is owed": translate("Found", "nothing is owed"),
        "this kiosk has no journal yet": translate(
            "Found", "this kiosk has no journal yet"
        ),
        "{count} owed": translate("Found", "{count} owed"),
        "the oldest for {hours} h": translate("Found", "the oldest for {hours} h"),
        "staff told of {count}": translate("Found", "staff told of {count}"),
        "{count} told in the last {minutes} minutes": translate(
            "Found", "{count} told in the last {minutes} minutes"
        ),
        "{host} is {address}": translate("Found", "{host} is {address}"),
        "{count} more": translate("Found", "{count} more"),
    }


def _of_the_machine() -> dict[str, str]:
    return {
        "{free} MiB free at {where}": translate("Found", "{free} MiB free at {where}"),
        "{where}: read only": translate("Found", "{where}: read only"),
        "{size} MiB": translate("Found", "{size} MiB"),
        "its log {size} MiB": translate("Found", "its log {size} MiB"),
        "cannot be read: {kind}": translate("Found", "cannot be read: {kind}"),
        "controls from {low} to {high} mm above the floor": translate(
            "Found", "controls from {low} to {high} mm above the floor"
        ),
        "the height is not measured": translate("Found", "the height is not measured"),
        "its key lies beside it: development only": translate(
            "Found", "its key lies beside it: development only"
        ),
        "{count} records": translate("Found", "{count} records"),
        "all in place": translate("Found", "all in place"),
        "signed": translate("Found", "signed"),
        "not signed": translate("Found", "not signed"),
        "on the stick": translate("Found", "on the stick"),
        "sent to central": translate("Found", "sent to central"),
        "not on the stick: {reason}": translate("Found", "not on the stick: {reason}"),
        "not sent to central: {reason}": translate(
            "Found", "not sent to central: {reason}"
        ),
        "too large for central": translate("Found", "too large for central"),
        STRANGER: translate(
            "Found",
            "not enrolled: central does not know this kiosk, or not with this key",
        ),
        "central knows its key {key}": translate(
            "Found", "central knows its key {key}"
        ),
        "not enrolled: this kiosk was never started": translate(
            "Found", "not enrolled: this kiosk was never started"
        ),
        "not enrolled: central has not heard of it yet": translate(
            "Found", "not enrolled: central has not heard of it yet"
        ),
        "it does not know this kiosk": translate(
            "Found", "it does not know this kiosk"
        ),
        "passed {when}": translate("Found", "passed {when}"),
        "FAILED {when}": translate("Found", "FAILED {when}"),
    }
