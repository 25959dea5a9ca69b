"""Makes the libraries that stand in the bundle for large ones of which little is used.

Each source in stand_ins/ says who asks for it there, and what becomes of that. One that
lacks a symbol which any library of the bundle takes from the original is not made.
"""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePath

from deploy.elf import symbols

SOURCES = Path(__file__).parent / "stand_ins"
STANDS_FOR = {
    "libaom-": "aom.c",
    "libicudata.so.": "icudata.c",
    "libopenblas": "openblas.c",
}
# The library of NumPy that one of them calls, and where that finds it.
CALLED = "libscipy_openblas64_-"
NUMPYS = "$ORIGIN/../numpy.libs"

Entry = tuple[str, str, str]


def with_stand_ins(binaries: Sequence[Entry], folder: Path) -> list[Entry]:
    """PyInstaller's entries, some with a library of ours as the source."""
    paths = [Path(source) for _, source, _ in binaries]
    taken = symbols("--undefined-only", paths)
    called = [path for path in paths if path.name.startswith(CALLED)]
    return [
        (name, str(make(Path(source), taken, called, folder)), kind)
        if source_for(name)
        else (name, source, kind)
        for name, source, kind in binaries
    ]


def source_for(name: str) -> Path | None:
    for prefix, file in STANDS_FOR.items():
        if PurePath(name).name.startswith(prefix):
            return SOURCES / file
    return None


def make(original: Path, taken: set[str], called: Sequence[Path], folder: Path) -> Path:
    """What stands for it, under its name, with all that is taken from it."""
    made = folder / original.name
    source = source_for(original.name)
    assert source
    version = re.search(r"\.so\.(\d+)", original.name)
    command = ["cc", "-shared", "-fPIC", "-O2", "-s", "-Wall", "-Wextra", "-Werror"]
    command += [f"-DVERSION={version[1] if version else 0}", "-o", str(made)]
    linked = [f"-Wl,-soname,{original.name}", "-Wl,--no-undefined", "-Wl,--as-needed"]
    linked += [*map(str, called), f"-Wl,-rpath,{NUMPYS}"]
    subprocess.run([*command, str(source), *linked], check=True)
    wanted = taken & symbols("--defined-only", [original])
    lacking = sorted(wanted - symbols("--defined-only", [made]))
    if lacking:
        raise SystemExit(f"{source.name} lacks {', '.join(lacking)}")
    return made
