"""`kiosk doctor`: everything a technician would look at, looked at in one go.

It changes nothing, moves no money, and disturbs no kiosk that is running.
"""

import os
import platform
import secrets
import shutil
import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from kiosk import __version__
from kiosk.app import audit_desk
from kiosk.app.config import Config, SoundSection
from kiosk.app.enrolment import DEVICE_KEY, ENROLLED, REFUSED
from kiosk.app.glass import display_of
from kiosk.app.ledger import Ledger
from kiosk.app.opening import journal_as_it_is
from kiosk.app.points import central_point, device_points, journal_point
from kiosk.app.usage import read_usage
from kiosk.app.watch import NOT_ENROLLED
from kiosk.central.signing import Ed25519Signer
from kiosk.central.trust import BadTrust, Trust
from kiosk.diagnostics.checks import check
from kiosk.diagnostics.consumables import of_roll
from kiosk.diagnostics.doctor import Level, Verdict, of_finding
from kiosk.diagnostics.network import lifetime, path_to
from kiosk.diagnostics.sightings import read_sightings
from offline_queue.errors import StorageError
from offline_queue.outbox import Outbox

MIB = 2**20
LEAST_FREE_MIB = 500  # R99: below it no new money
ENOUGH_FREE_MIB = 2_000
MOST_LOG_MIB = 64  # it is emptied at two, unless somebody reads on and on
OLD_H = 1.0  # until what is owed is worth a look


def examine(config: Config, now: datetime) -> list[Verdict]:
    """Look at everything that is configured. None of it holds up the others."""
    parts = (devices, network, system)
    return [verdict for part in parts for verdict in part(config, now)]


def devices(config: Config, now: datetime) -> list[Verdict]:
    """Ask each device how it is; what a running kiosk holds, it answers for."""
    found = check(device_points(config), read_sightings(config.sightings), now)
    verdicts = [*map(of_finding, found), _roll(config, now)]
    return verdicts if config.sound is None else [*verdicts, _voice(config.sound)]


def network(config: Config, now: datetime) -> list[Verdict]:
    """The way to central and to the insurer, and what central has not been told."""
    try:
        config.trust.context()
    except BadTrust as error:
        unusable = Verdict(
            "certificate", Level.FAIL, str(error), "check what [tls] names"
        )
        return [unusable, _owed(config, now)]
    found = check([central_point(config)], read_sightings(config.sightings), now)
    is_disowned = any(one.condition == NOT_ENROLLED for one in found)
    known = Verdict("enrolment", *_enrolled(config, is_disowned=is_disowned))
    shown = _shown(config.trust, now)
    return [
        *map(of_finding, found),
        known,
        *_lines(config),
        *shown,
        _owed(config, now),
    ]


def system(config: Config, now: datetime) -> list[Verdict]:
    """The journal and its disk, the glass, and the versions."""
    found = check([journal_point(config)], read_sightings(config.sightings), now)
    return [
        *map(of_finding, found),
        audit_desk.verdict(config),
        _space(config),
        _files(config),
        _reach(config),
        _versions(),
    ]


def _lines(config: Config) -> Iterator[Verdict]:
    """The ways out, step by step."""
    yield from _way("central", config.central.url, config.trust)
    if config.national is not None:
        yield from _way("insurer", config.national.url, Trust())


def _way(name: str, url: str, trust: Trust) -> list[Verdict]:
    return path_to(
        name, url, trust.context(), lambda: datetime.now(UTC), trust.believes
    )


def _shown(trust: Trust, now: datetime) -> list[Verdict]:
    """Until when our own certificate shows who we are, where we have one."""
    ends = trust.shown_until()
    return [] if ends is None else [Verdict("certificate", *lifetime(ends, now))]


def _space(config: Config) -> Verdict:
    """Room for the journal, on a disk that takes it."""
    folder = Path(config.data.directory)
    while not folder.exists():
        folder = folder.parent
    free_mib = shutil.disk_usage(folder).free // MIB
    found = f"{free_mib} MiB free at {folder}{_mounted(folder)}"
    if not os.access(folder, os.W_OK):
        return Verdict("disk", Level.FAIL, f"{folder}: read only", "check its mount")
    if free_mib < LEAST_FREE_MIB:
        return Verdict("disk", Level.FAIL, found, "make room: no new money is taken")
    level = Level.OK if free_mib >= ENOUGH_FREE_MIB else Level.WARN
    return Verdict("disk", level, found, "" if level is Level.OK else "make room")


def _roll(config: Config, now: datetime) -> Verdict:
    """How much paper is left for receipts, as the running kiosk measures it."""
    full_mm = 1000 * config.receipt_printer.roll_m
    return of_roll(read_usage(config.usage, full_mm).roll, now)


def _mounted(folder: Path) -> str:
    """How the system treats writes there, where it says so."""
    if not hasattr(os, "statvfs"):
        return ""
    flags = os.statvfs(folder).f_flag
    known = {"ro": os.ST_RDONLY, "noatime": os.ST_NOATIME, "sync": os.ST_SYNCHRONOUS}
    words = [word for word, flag in known.items() if flags & flag]
    return "".join(f", {word}" for word in words)


def _files(config: Config) -> Verdict:
    """How large the journal is, and the log that is written before it."""
    log = config.database.with_name(f"{config.database.name}-wal")
    sizes = [
        one.stat().st_size if one.exists() else 0 for one in (config.database, log)
    ]
    found = "{:.1f} MiB, its log {:.1f} MiB".format(*(size / MIB for size in sizes))
    if sizes[1] > MOST_LOG_MIB * MIB:
        remedy = "end what reads it: the log is never emptied"
        return Verdict("journal size", Level.WARN, found, remedy)
    return Verdict("journal size", Level.INFO, found)


def _owed(config: Config, now: datetime) -> Verdict:
    """What central has not been told yet, and since when."""
    if not config.database.exists():
        return Verdict("outbox", Level.OK, "this kiosk has no journal yet")
    try:
        [database] = journal_as_it_is(config, 1)
        with database:
            waiting = Outbox(database).waiting()
    except StorageError as error:
        found = f"cannot be read: {type(error).__name__.lower()}"
        return Verdict("outbox", Level.FAIL, found, "see kiosk salvage")
    if not waiting:
        return Verdict("outbox", Level.OK, "nothing is owed")
    oldest_h = max((now - one.owed_since).total_seconds() for one in waiting) / 3600
    told = sum(1 for one in waiting if one.escalated_at)
    found = (
        f"{len(waiting)} owed, the oldest for {oldest_h:.1f} h, staff told of {told}"
    )
    if told:
        return Verdict("outbox", Level.FAIL, found, "see kiosk outbox")
    level = Level.WARN if oldest_h >= OLD_H else Level.INFO
    return Verdict("outbox", level, found, "see kiosk outbox")


def _enrolled(config: Config, *, is_disowned: bool) -> tuple[Level, str, str]:
    """Whether central knows this kiosk: else it serves nobody (standards.md R69)."""
    start_it = "start it once where central can be reached"
    if not config.database.exists():
        return Level.FAIL, "not enrolled: this kiosk was never started", start_it
    try:
        [database] = journal_as_it_is(config, 1)
        with database:
            ledger = Ledger(database, secrets.token_bytes)
            known, seed = ledger.kept(ENROLLED), ledger.kept(DEVICE_KEY)
    except StorageError as error:
        return Level.FAIL, f"cannot be read: {type(error).__name__}", "see journal"
    if is_disowned or known == REFUSED:
        found = "not enrolled: central does not know this kiosk, or not with this key"
        remedy = (
            "check kiosk.id, central.token and [tls]; have central forget its old key"
        )
        return Level.FAIL, found, remedy
    key_id = Ed25519Signer(seed).key_id if seed else ""
    if not seed or known != key_id.encode():
        return Level.FAIL, "not enrolled: central has not heard of it yet", start_it
    return Level.OK, f"central knows its key {key_id}", ""


def _voice(sound: SoundSection) -> Verdict:
    """Whether the screens can be heard."""
    missing = [name for name in ("espeak-ng", "aplay") if shutil.which(name) is None]
    if missing:
        found = f"not installed: {', '.join(missing)}"
        return Verdict("voice", Level.WARN, found, "install it: nobody hears a screen")
    prompts = sound.prompts or "espeak-ng"
    return Verdict("voice", Level.OK, f"{prompts}, to {sound.loudspeaker}")


def _reach(config: Config) -> Verdict:
    """Where on the glass things are for somebody in a wheelchair."""
    display = display_of(config)
    if not display.bottom_mm:
        remedy = "measure the glass above the floor: screen.bottom_mm"
        return Verdict("reach", Level.INFO, "the height is not measured", remedy)
    lowest = display.bottom_mm + display.below_mm
    highest = lowest + display.reach_mm
    found = f"controls from {lowest:.0f} to {highest:.0f} mm above the floor"
    return Verdict("reach", Level.OK, found)


def _versions() -> Verdict:
    from cv2 import __version__ as opencv
    from PySide6 import __version__ as qt

    parts = (
        f"kiosk {__version__}",
        f"Python {platform.python_version()}",
        f"PySide6 {qt}",
        f"OpenCV {opencv}",
        f"SQLite {sqlite3.sqlite_version}",
        _system(),
        platform.release(),
    )
    return Verdict("versions", Level.INFO, ", ".join(parts))


def _system() -> str:
    """As it calls itself."""
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except OSError:
        return platform.system()
