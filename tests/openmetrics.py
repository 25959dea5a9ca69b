"""A kiosk's numbers, as whoever reads its page has them."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass

import requests
from prometheus_client.openmetrics.parser import text_string_to_metric_families

OPENMETRICS = {"Accept": "application/openmetrics-text; version=1.0.0"}
LIMIT_S = 20.0
Series = tuple[str, frozenset[tuple[str, str]]]
Numbers = dict[Series, float]


def free_port() -> int:
    """One that nobody listens at now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads the page at a port, strictly."""

    port: int

    def text(self) -> str:
        url = f"http://127.0.0.1:{self.port}/metrics"
        with requests.Session() as session:
            session.trust_env = False
            reply = session.get(url, headers=OPENMETRICS, timeout=10)
        assert reply.headers["Content-Type"].startswith("application/openmetrics-text")
        return reply.text

    def numbers(self) -> Numbers:
        return parse(self.text())

    def waits_for(self, holds: Callable[[Numbers], bool]) -> Numbers:
        """Read again and again until it holds."""
        deadline = time.monotonic() + LIMIT_S
        while not holds(numbers := self.numbers()):
            assert time.monotonic() < deadline, numbers
        return numbers


def parse(text: str) -> Numbers:
    """Every series and its value; raise ValueError where it is not OpenMetrics."""
    return {
        (sample.name, frozenset(sample.labels.items())): float(sample.value)
        for family in text_string_to_metric_families(text)
        for sample in family.samples
    }


def series(name: str, **labels: str) -> Series:
    return name, frozenset(labels.items())


def risen(before: Numbers, after: Numbers, *kinds: str) -> dict[str, float]:
    """By how much each series of these kinds has risen, as it is usually written."""
    changes = {key: value - before.get(key, 0.0) for key, value in after.items()}
    return {
        _written(key): change
        for key, change in changes.items()
        if change and key[0] in kinds
    }


def _written(key: Series) -> str:
    name, labels = key
    inside = ",".join(f"{label}={value}" for label, value in sorted(labels))
    return f"{name}{{{inside}}}" if inside else name
