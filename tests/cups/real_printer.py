"""A real IPP printer that is not ours: CUPS' own `ippeveprinter`, and its faults.

For each job it runs a command, which behaves as a file called `mode` says.
"""

from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.cups.peers import Peer, PrivateBus, free_port, listens, program, wait_until

# The command of a job that was cancelled meanwhile prints nothing, unless it sleeps.
COMMAND = """\
#!/bin/sh
# {folder}/mode says how this job goes; what came out is put in {folder}/out.
mode() {{ cat {folder}/mode 2>/dev/null || echo gone; }}
until_changed() {{
    while [ "$(mode)" = "$was" ] && kill -0 $PPID; do sleep 0.05; done
    if [ "$(mode)" = "$was" ] || [ "$(mode)" = gone ]; then exit 1; fi
}}
stop_if_cancelled() {{
    ipptool -q -d job="$IPP_JOB_ID" "$IPP_JOB_PRINTER_URI" {folder}/cancelled && exit 1
}}
was=$(mode)
touch {folder}/at-work
trap 'rm -f {folder}/at-work' EXIT
case $was in
paper_out) echo 'STATE: +media-empty' >&2
    until_changed
    echo 'STATE: -media-empty' >&2
    stop_if_cancelled ;;
jams) echo 'STATE: +media-jam' >&2
    until_changed
    echo 'STATE: -media-jam' >&2
    exit 1 ;;
sleeps) until_changed ;;
fails) exit 1 ;;
half) echo 'ATTR: job-impressions-completed=1' >&2
    exit 1 ;;
esac
env | grep ^IPP_ > {folder}/last-job
echo 'ATTR: job-impressions-completed=1' >&2
cp "$1" {folder}/out/$$.part && mv {folder}/out/$$.part {folder}/out/$$.pdf
"""

# What it says it can do: A4 in its one tray, and A5 that is not there.
ABILITIES = """\
ATTR mimeMediaType document-format-default application/pdf
ATTR mimeMediaType document-format-supported application/pdf
ATTR integer copies-default 1
ATTR rangeOfInteger copies-supported 1-99
ATTR keyword media-default iso_a4_210x297mm
ATTR keyword media-ready iso_a4_210x297mm
ATTR keyword media-supported iso_a4_210x297mm,iso_a5_148x210mm
ATTR collection media-size-supported {
    MEMBER integer x-dimension 21000 MEMBER integer y-dimension 29700
}, {
    MEMBER integer x-dimension 14800 MEMBER integer y-dimension 21000
}
ATTR keyword print-scaling-default auto
ATTR keyword print-scaling-supported auto,fit,none
ATTR text printer-device-id "MFG:Example;MDL:Page 1000;CMD:PDF;"
ATTR text printer-make-and-model "Example Page 1000"
ATTR keyword sides-default one-sided
ATTR keyword sides-supported one-sided
"""

CANCELLED = """\
{
    OPERATION Get-Job-Attributes
    GROUP operation-attributes-tag
    ATTR charset attributes-charset utf-8
    ATTR naturalLanguage attributes-natural-language en
    ATTR uri printer-uri $uri
    ATTR integer job-id $job
    EXPECT job-state-reasons WITH-VALUE processing-to-stop-point
}
"""


NAME = "Kiosk Invoice"


class Mode(StrEnum):
    """How the next job goes."""

    NORMAL = "normal"
    PAPER_OUT = (
        "paper_out"  # waits with media-empty until the mode changes, then prints
    )
    JAMS = "jams"  # waits with media-jam until the mode changes, then fails
    SLEEPS = "sleeps"  # says nothing until the mode changes, then prints
    FAILS = "fails"  # at once, nothing on paper
    HALF = "half"  # fails after the first page
    GONE = "gone"  # a job at work ends, and prints nothing


class RealPrinter:
    """`ippeveprinter`, with the same port each time that it comes back."""

    def __init__(self, folder: Path, bus: PrivateBus) -> None:
        self._folder = folder
        self._bus = bus
        self._working = folder / "at-work"
        self.port = free_port()
        self.uri = f"ipp://127.0.0.1:{self.port}/ipp/print"
        for inside in ("out", "spool", "keys"):
            (folder / inside).mkdir()
        (folder / "cancelled").write_text(CANCELLED)
        (folder / "abilities").write_text(ABILITIES)
        self._command = folder / "command"
        self._command.write_text(COMMAND.format(folder=folder))
        self._command.chmod(0o755)
        self.become(Mode.NORMAL)
        self._peer: Peer | None = None
        self.come_back()

    @property
    def printed(self) -> list[bytes]:
        """Everything that came out."""
        return [page.read_bytes() for page in (self._folder / "out").glob("*.pdf")]

    @property
    def last_job(self) -> str:
        """The attributes of the job printed last, as the command was given them."""
        return (self._folder / "last-job").read_text()

    def become(self, mode: Mode) -> None:
        fresh = self._folder / "mode.new"
        fresh.write_text(mode)
        fresh.rename(self._folder / "mode")

    def wait_for_work(self) -> None:
        wait_until(self._working.exists, "a job is at work")

    def clear(self) -> None:
        """Take away what came out."""
        for page in (self._folder / "out").glob("*.pdf"):
            page.unlink()

    def go_away(self) -> None:
        """Lose power, and with it every job."""
        if self._peer is not None:
            self._peer.close()
            self._peer = None
        self.become(Mode.GONE)
        wait_until(lambda: not self._working.exists(), "nothing is at work")
        self.become(Mode.NORMAL)

    def come_back(self) -> None:
        if self._peer is not None:
            return
        self._peer = Peer(
            [
                program("ippeveprinter"),
                *("-v", "-r", "off", "-n", "localhost", "-p", str(self.port)),
                *("-d", str(self._folder / "spool"), "-K", str(self._folder / "keys")),
                *("-c", str(self._command)),
                *("-a", str(self._folder / "abilities"), NAME),
            ],
            self._folder / "printer.log",
            {"DBUS_SYSTEM_BUS_ADDRESS": self._bus.address, "TMPDIR": str(self._folder)},
        )
        self._peer.wait_until(lambda: listens(self.port), "the printer listens")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.go_away()
