"""How a task that is owed is named to staff. It names nobody."""

from datetime import timedelta

from kiosk.model.intent import case_number


def case_of(stream: str) -> str:
    """The case number that also stands on the patient's slip; an event has none."""
    kind, _, key = stream.partition("/")
    return "-" if kind == "event" else case_number(key[:36])


def age_text(age: timedelta) -> str:
    """How long, in the largest unit that fits. A clock set back makes no ages below."""
    seconds = max(0, int(age.total_seconds()))
    for unit, size in (("d", 86_400), ("h", 3_600), ("min", 60)):
        if seconds >= size:
            return f"{seconds // size} {unit}"
    return f"{seconds} s"
