"""Compiles the translations. Run as `python -m ui.translate` after installing."""

import subprocess
import sys
from pathlib import Path

from ui.languages import FOLDER


def compile_translations() -> list[Path]:
    """Compile what is older than its source, and say which."""
    stale = [source for source in sorted(FOLDER.glob("*.ts")) if _is_stale(source)]
    for source in stale:
        target = source.with_suffix(".qm")
        subprocess.run(
            [_lrelease(), "-silent", str(source), "-qm", str(target)], check=True
        )
    return [source.with_suffix(".qm") for source in stale]


def _is_stale(source: Path) -> bool:
    target = source.with_suffix(".qm")
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def _lrelease() -> str:
    beside_python = Path(sys.executable).parent / "pyside6-lrelease"
    return str(beside_python) if beside_python.exists() else "pyside6-lrelease"


if __name__ == "__main__":
    compile_translations()
