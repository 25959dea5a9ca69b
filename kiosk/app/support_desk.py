"""Support bundles that somebody asks for at the kiosk: made, kept a while, put on the
stick that is there, and sent to central."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from kiosk.app import log
from kiosk.app.bundle import PART, SUFFIX, Bundle, make_bundle, write_whole
from kiosk.app.config import Config
from kiosk.central.fleet_wire import MOST_PARTS, PART_BYTES
from kiosk.central.port import Central, CentralError
from kiosk.diagnostics.doctor import Level
from kiosk.model.staff import Line
from kiosk.model.support import FilePart

FOLDER = "bundles"  # beside the journal
KEPT = 3  # with the one that is made


@dataclass(slots=True)
class SupportDesk:
    """One thread's."""

    config: Config
    central: Central
    now: Callable[[], datetime]
    _last: Line | None = field(default=None, init=False)

    def make(self, badge: str) -> None:
        """Whatever goes wrong stands in the line that is shown."""
        try:
            bundle = self._made(badge)
            found = [bundle.file.name, "signed" if bundle.is_signed else "not signed"]
            found += filter(None, [self._put_on_stick(bundle), self._send(bundle)])
            level = Level.OK if bundle.is_signed else Level.WARN
            self._last = Line("bundle", level.word, ", ".join(found))
        except OSError as error:
            reason = error.strerror or type(error).__name__
            self._last = Line("bundle", Level.FAIL.word, reason, "make room")

    def lines(self) -> tuple[Line, ...]:
        """What became of the last one."""
        return (self._last,) if self._last else ()

    def _made(self, badge: str) -> Bundle:
        folder = Path(self.config.data.directory) / FOLDER
        folder.mkdir(mode=0o700, exist_ok=True)
        for broken_off in folder.glob(f"*{PART}"):
            broken_off.unlink()
        known = sorted(folder.glob("*.zip"), key=lambda one: one.stat().st_mtime)
        for old in known[: max(0, len(known) - KEPT + 1)]:
            for file in _files_of(old):
                file.unlink()
        return make_bundle(self.config, folder, self.now(), actor=badge)

    def _put_on_stick(self, bundle: Bundle) -> str:
        """Where one is there; it may be pulled as soon as this is said."""
        stick = self.config.support.stick
        if not stick or not Path(stick).is_mount():
            return ""
        try:
            for file in _files_of(bundle.file):
                write_whole(Path(stick) / file.name, file.read_bytes())
        except OSError as error:
            return f"not on the stick: {error.strerror or type(error).__name__}"
        return "on the stick"

    def _send(self, bundle: Bundle) -> str:
        if bundle.file.stat().st_size > PART_BYTES * MOST_PARTS:
            return "too large for central"
        try:
            for part in _parts(bundle):
                self.central.report_support(part)
        except CentralError as error:
            log.warning("bundle.unsent", error=type(error).__name__)
            return f"not sent to central: {type(error).__name__.lower()}"
        return "sent to central"


def _files_of(bundle: Path) -> list[Path]:
    """It, and its signature if it has one."""
    both = [bundle, bundle.with_name(bundle.name + SUFFIX)]
    return [file for file in both if file.exists()]


def _parts(bundle: Bundle) -> Iterator[FilePart]:
    for file in _files_of(bundle.file):
        content = file.read_bytes()
        pieces = range(0, len(content), PART_BYTES)
        for number, start in enumerate(pieces, 1):
            piece = content[start : start + PART_BYTES]
            yield FilePart(file.name, number, len(pieces), piece)
