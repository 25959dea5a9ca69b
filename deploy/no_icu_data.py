"""Makes the library that stands in the bundle for ICU's data, 31 MB of it.

Qt is linked to ICU and wants the name, but writes dates and numbers by data of its own;
for the rest, such as collation, nothing here asks. ICU itself allows for a program
without: its header, and a table of contents that is empty.
"""

import subprocess
from pathlib import Path

SOURCE = """\
.section .rodata
.balign 16
.globl {symbol}
.type {symbol}, %object
{symbol}:
.2byte 32
.byte 0xda, 0x27
.2byte 20, 0
.byte 0, 0, 2, 0
.ascii "ToCP"
.byte 1, 0, 0, 0
.byte 0, 0, 0, 0
.zero 8
.4byte 0, 0
.size {symbol}, . - {symbol}
"""


def make(name: str, folder: Path) -> Path:
    """Make it under this name, libicudata.so.73, with the tools of binutils."""
    version = name.rpartition(".")[2]
    code, made = folder / "icudata.o", folder / name
    source = SOURCE.format(symbol=f"icudt{version}_dat").encode()
    subprocess.run(["as", "-o", str(code), "-"], input=source, check=True)
    linking = ["ld", "-shared", "-z", "noexecstack", "-soname", name]
    subprocess.run([*linking, "-o", str(made), str(code)], check=True)
    return made
