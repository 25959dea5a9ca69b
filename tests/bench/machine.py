"""Which machine the figures belong to."""

import os
import platform
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

import PySide6


def description(folder: Path) -> str:
    """One line: processor, memory, disk, system and the versions that matter."""
    parts = [
        f"{os.cpu_count()} x {_field('/proc/cpuinfo', 'model name')}",
        f"{int(_field('/proc/meminfo', 'MemTotal').split()[0]) / 1e6:.0f} GB",
        f"{_filesystem(folder)} disk",
        f"Linux {platform.release().split('-')[0]} {platform.machine()}",
        f"Python {platform.python_version()}",
        f"PySide6 {PySide6.__version__}",
        f"SQLite {sqlite3.sqlite_version}",
    ]
    return ", ".join(parts)


def today() -> str:
    return datetime.now(UTC).date().isoformat()


def load() -> str:
    """How busy it was: the run queue over the last minute."""
    return f"{os.getloadavg()[0]:.1f}"


def _field(path: str, name: str) -> str:
    for line in Path(path).read_text().splitlines():
        key, _, value = line.partition(":")
        if key.strip() == name:
            return value.strip()
    return "unknown"


def _filesystem(folder: Path) -> str:
    """The type of the mount that holds a folder: the longest one that fits."""
    mounts = [
        line.split()[1:3]
        for line in Path("/proc/mounts").read_text().split("\n")
        if line
    ]
    holding = [m for m in mounts if folder.resolve().is_relative_to(m[0])]
    return max(holding, key=lambda mount: len(mount[0]))[1]
