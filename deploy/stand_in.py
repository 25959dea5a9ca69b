"""Makes the libraries that stand in the bundle for large ones of which little is used.

Each source in stand_ins/ says who asks for it there, and what becomes of that. One that
lacks a symbol which any library of the bundle takes from the original is not made.
"""

import re
import subprocess
from collections.abc import Sequence
from pathlib import Path, PurePath

from deploy.elf import needs, symbols

SOURCES = Path(__file__).parent / "stand_ins"
STANDS_FOR = {
    "PySide6/Qt/lib/libicudata.so.": "icudata.c",
    "opencv_python_headless.libs/libaom-": "aom.c",
    "opencv_python_headless.libs/libopenblas": "openblas.c",
    "pillow.libs/libxcb-": "xcb.c",
}
# The library of NumPy that one of them calls, and where that finds it.
CALLED = "libscipy_openblas64_-"
NUMPYS = "$ORIGIN/../numpy.libs"

Entry = tuple[str, str, str]


def with_stand_ins(binaries: Sequence[Entry], folder: Path) -> list[Entry]:
    """PyInstaller's entries, some with a library of ours as the source."""
    wanted = {Path(source): needs(Path(source)) for _, source, _ in binaries}
    called = [path for path in wanted if path.name.startswith(CALLED)]
    entries = []
    for name, path, kind in binaries:
        source, original = source_for(name), Path(path)
        if source:
            takers = [one for one, names in wanted.items() if original.name in names]
            taken = symbols("--undefined-only", takers)
            path = str(make(original, source, taken, called, folder))
        entries.append((name, path, kind))
    return entries


def source_for(name: str) -> Path | None:
    """Ours for that file of the bundle, if there is one."""
    for prefix, file in STANDS_FOR.items():
        if PurePath(name).as_posix().startswith(prefix):
            return SOURCES / file
    return None


def make(
    original: Path, source: Path, taken: set[str], called: Sequence[Path], folder: Path
) -> Path:
    """What stands for it, under its name, with all that is taken from it."""
    made = folder / original.name
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
