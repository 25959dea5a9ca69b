"""`kiosk bundle`: all that support wants to know of a kiosk, in one signed file.

It is of the machine and of nobody else. What cannot be read is told in its place, for a
bundle is wanted most where something is broken.
"""

import hashlib
import io
import json
import os
import re
import secrets
import zipfile
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from kiosk import __version__
from kiosk.app import audit_desk, config_list
from kiosk.app.at_machine import ACTOR
from kiosk.app.audit_trail import entries
from kiosk.app.config import Config, load
from kiosk.app.doctor import examine
from kiosk.app.enrolment import DEVICE_KEY
from kiosk.app.ledger import Ledger
from kiosk.app.log_reading import NoLog, kept_lines
from kiosk.app.opening import audit_trail_on, journal_as_it_is, open_vault
from kiosk.app.outbox_list import table as owed_table
from kiosk.central.signing import (
    Ed25519Signer,
    Verifier,
    base64url,
    read_base64url,
)
from kiosk.diagnostics.audit import Action
from kiosk.diagnostics.doctor import as_json
from offline_queue.database import Database
from offline_queue.errors import StorageError
from offline_queue.outbox import Outbox

PURPOSE = "support-bundle"
SUFFIX = ".sig"
PART = ".part"  # of a file that is not whole
LAST_LINES = 5_000  # of the log
LAST_RECORDS = 2_000  # of the audit chain


@dataclass(frozen=True, slots=True)
class Bundle:
    """Where it lies, and whether this kiosk's own key stands beneath it."""

    file: Path
    is_signed: bool


def make_bundle(
    config: Config,
    folder: Path,
    now: datetime,
    *,
    actor: str,
) -> Bundle:
    """Put one into this folder. Raise OSError where the folder takes nothing."""
    with ExitStack() as stack:
        journal: Database | StorageError
        try:
            [journal] = map(stack.enter_context, journal_as_it_is(config, 1))
        except StorageError as error:
            journal = error
        parts = {
            "doctor.json": as_json(examine(config, now), config.kiosk.id, now),
            "configuration.txt": _settings(config),
            "log.jsonl": _log(),
            "outbox.txt": _from(
                journal, lambda it: owed_table(Outbox(it).waiting(), now)
            ),
            "audit.txt": _from(journal, _audit),
            "devices.json": _text(config.sightings),
            "usage.json": _text(config.usage),
        }
        file = folder / _name(config.kiosk.id, now)
        write_whole(file, _packed(parts, config, now))
        return Bundle(file, _sign(journal, config, file, actor))


def make_from(path: Path, folder: Path, now: datetime) -> Bundle:
    """The same by a configuration's file. Raise BadConfig or OSError."""
    return make_bundle(load(path), folder, now, actor=ACTOR)


def is_genuine(file: Path, verifier: Verifier) -> bool:
    """Whether the kiosk with this key made it. Raise OSError."""
    words = file.with_name(file.name + SUFFIX).read_text(encoding="ascii").split()
    if words[:2] != [verifier.algorithm, verifier.key_id] or len(words) != 3:
        return False
    try:
        signature = read_base64url(words[2])
    except ValueError:
        return False
    return verifier.verify(file.read_bytes(), signature, purpose=PURPOSE)


def _sign(
    journal: Database | StorageError, config: Config, file: Path, actor: str
) -> bool:
    """Beside the file; and write down that it was made."""
    if isinstance(journal, StorageError):
        return False
    try:
        trail = audit_trail_on(journal, open_vault(config))
        trail.record(Action.BUNDLE_MADE, actor, "", file.name)
        seed = Ledger(journal, secrets.token_bytes).kept(DEVICE_KEY)
    except StorageError:
        return False
    if seed is None:
        return False
    signer = Ed25519Signer(seed)
    signature = base64url(signer.sign(file.read_bytes(), purpose=PURPOSE))
    line = f"{signer.algorithm} {signer.key_id} {signature}\n"
    write_whole(file.with_name(file.name + SUFFIX), line.encode())
    return True


def _from(journal: Database | StorageError, read: Callable[[Database], str]) -> str:
    try:
        if isinstance(journal, StorageError):
            raise journal
        return read(journal)
    except StorageError as error:
        return f"the journal cannot be read: {type(error).__name__.lower()}"


def _audit(journal: Database) -> str:
    found = entries(journal)
    told = audit_desk.rows(found[-LAST_RECORDS:])
    return f"head {audit_desk.head_of(found)}\n{told}"


def _settings(config: Config) -> str:
    try:
        return config_list.table(config)
    except OSError as error:
        return error.strerror or type(error).__name__


def _log() -> str:
    try:
        return "\n".join(kept_lines(LAST_LINES))
    except NoLog as error:
        return str(error)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError as error:
        return error.strerror or type(error).__name__


def _packed(parts: dict[str, str], config: Config, now: datetime) -> bytes:
    contents = {name: text.encode() for name, text in parts.items()}
    sums = {name: hashlib.sha256(it).hexdigest() for name, it in contents.items()}
    about = {
        "kiosk": config.kiosk.id,
        "version": __version__,
        "at": now.isoformat(timespec="seconds"),
        "sha256": sums,
    }
    contents["manifest.json"] = json.dumps(about, indent=2).encode()
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return packed.getvalue()


def _name(kiosk_id: str, now: datetime) -> str:
    plain = re.sub(r"[^0-9A-Za-z_-]", "-", kiosk_id)
    return f"kiosk-{plain}-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}.zip"


def write_whole(file: Path, content: bytes) -> None:
    """Whole, or not at all: a stick may be pulled as soon as this returns."""
    part = file.with_name(f"{file.name}{PART}")
    try:
        with part.open("wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, file)
    except OSError:
        part.unlink(missing_ok=True)
        raise
