"""Feeds a parser and watches it: no exception, no growth, no long thought."""

import ctypes
import gc
import os
import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

from tests.fuzz.strings import strings

LONGEST_THOUGHT_S = 1.0  # for one string; this machine may be busy
GROWTH_BYTES = 8_000_000
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
C_LIBRARY = ctypes.CDLL(None)


@dataclass(frozen=True, slots=True)
class Target:
    """One parser. `refusals` are the errors that its docstring names."""

    name: str
    parse: Callable[[bytes], object]
    samples: tuple[bytes, ...]  # what a device really sends
    refusals: tuple[type[Exception], ...] = ()


@dataclass(slots=True)
class Finding:
    """What came of it."""

    name: str
    fed: int = 0
    refused: int = 0
    slowest_s: float = 0.0
    grown_bytes: int = 0
    faults: list[str] = field(default_factory=list)

    def lines(self) -> list[str]:
        line = (
            f"{self.name}: {self.fed} strings, {self.refused} refused, "
            f"slowest {1000 * self.slowest_s:.1f} ms, "
            f"grown by {self.grown_bytes / 1e6:.1f} MB"
        )
        return [line, *(f"  FAULT: {fault}" for fault in self.faults[:10])]


def feed(target: Target, times: int, seed: int) -> Finding:
    """Feed it `times` strings. The same seed gives the same strings."""
    finding = Finding(target.name)
    source = strings(target.samples, random.Random(seed))
    _feed(target, islice(source, times // 10), finding)  # until every cache is full
    before = _resident_bytes()
    _feed(target, islice(source, times - times // 10), finding)
    finding.grown_bytes = _resident_bytes() - before
    if finding.grown_bytes > GROWTH_BYTES:
        finding.faults.append(f"grew by {finding.grown_bytes} bytes")
    return finding


def _feed(target: Target, source: "islice[bytes]", finding: Finding) -> None:
    for text in source:
        began = time.perf_counter()
        try:
            target.parse(text)
        except target.refusals:
            finding.refused += 1
        except Exception as error:
            finding.faults.append(f"{error!r} at {text[:200]!r}")
        took = time.perf_counter() - began
        finding.fed += 1
        finding.slowest_s = max(finding.slowest_s, took)
        if took > LONGEST_THOUGHT_S:
            finding.faults.append(f"thought for {took:.1f} s about {text[:200]!r}")


def _resident_bytes() -> int:
    """What is held: what earlier work freed and would be filled first is given back."""
    gc.collect()
    C_LIBRARY.malloc_trim(0)
    return int(Path("/proc/self/statm").read_text().split()[1]) * PAGE_BYTES
