#!/usr/bin/python3
"""Puts a signed release in place of the running one; takes it back if it is no good.

    update install PACKAGE   check, unpack beside, wait until nobody is there, switch
    update settle            after each start: is this build well, or does it go back?
    update give-back         after three failed starts: the last good build, or a pause

Two links say everything, so a power cut at any moment leaves one whole build to start:
`current` is what starts, `good` is what has started and was found healthy. They differ
only while a new build is on trial. Needs the system's Python and its cryptography; it
must work when the product does not.
"""

import fcntl
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO, Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.serialization import load_pem_public_key

HOME = Path("/opt/kiosk")
CONFIG = Path("/etc/kiosk/kiosk.toml")
PUBLIC_KEY = Path("/etc/kiosk/update.pub")
UNIT = "kiosk.service"
PAUSE_S = 300.0
TRIAL_S = 600
DOCTOR_S = 50.0
MOST_BYTES = 4 << 30
VERSION = re.compile(r"\d{1,6}(\.\d{1,6}){0,3}")
ITS_OWN = ("journal", "disk")  # checks that no device and no network decides
WELL = ("ok", "info", "warn")


class Refused(Exception):
    """The package is not taken; nothing has changed."""


@dataclass(frozen=True)
class Manifest:
    """What is in a release: every file's SHA-256 and mode, every link's target."""

    version: str
    files: dict[str, tuple[str, int]]
    links: dict[str, str]

    @classmethod
    def read(cls, text: bytes) -> "Manifest":
        content = json.loads(text)
        files = {
            str(name): (str(one["sha256"]), int(one["mode"]))
            for name, one in content["files"].items()
        }
        links = {str(name): str(to) for name, to in content["links"].items()}
        manifest = cls(str(content["version"]), files, links)
        manifest.check()
        return manifest

    def check(self) -> None:
        if not VERSION.fullmatch(self.version):
            raise Refused("the version is none")
        for name in [*self.files, *self.links]:
            if not _is_inside(PurePosixPath(name)):
                raise Refused("a name leads out of the release")
        for name, to in self.links.items():
            if not _is_inside(PurePosixPath(name).parent / to):
                raise Refused("a link leads out of the release")
        if "kiosk" not in self.files and "kiosk" not in self.links:
            raise Refused("there is no kiosk in it")


def main(arguments: list[str]) -> int:
    match arguments:
        case ["install", package]:
            return install(Path(package))
        case ["settle"]:
            return settle()
        case ["give-back"]:
            return give_back()
    print(__doc__, file=sys.stderr)
    return 2


def install(package: Path) -> int:
    """Return 0 once the new release has been found healthy, 1 if it has not."""
    try:
        version = unpack(package)
    except (Refused, OSError, ValueError, KeyError, tarfile.TarError) as error:
        say(f"refused: {error}")
        return 1
    with nobody_there():
        switch("current", version)
        systemctl("restart", UNIT)
    wait_for_the_verdict()
    if release_of("good") == version:
        say(f"{version} runs and is well")
        return 0
    say(f"{version} was no good; {release_of('current')} runs")
    return 1


def settle() -> int:
    """Judge a build on trial that has just said that it is ready. Where it goes back,
    the failure of this command has systemd start the other one."""
    current = release_of("current")
    if current == release_of("good"):
        return 0
    if is_healthy():
        switch("good", current)
        prune()
        return 0
    go_back()
    return 1


def give_back() -> int:
    """A build on trial that does not start goes back at once; the last good one is
    left alone for a while, and then tried again."""
    if release_of("current") != release_of("good"):
        go_back()
    else:
        time.sleep(PAUSE_S)
    return 0


def go_back() -> None:
    say(f"{release_of('current')} goes back to {release_of('good')}")
    switch("current", release_of("good"))


# The package


def unpack(package: Path) -> str:
    """Check everything, and leave the whole release beside the others, or nothing."""
    with tarfile.open(package) as archive:
        manifest = signed_manifest(archive)
        if not _newer(manifest.version, release_of("good")):
            raise Refused(f"{manifest.version} is not newer than what runs")
        if manifest.version == release_of("current"):
            raise Refused(f"{manifest.version} is on trial already")
        place = HOME / "releases" / manifest.version
        beside = place.with_name(f".{manifest.version}")
        for leftover in (beside, place):
            shutil.rmtree(leftover, ignore_errors=True)
        beside.mkdir(parents=True)
        for name, (digest, mode) in manifest.files.items():
            _take(archive, f"files/{name}", digest, beside / name, mode)
        for name, to in manifest.links.items():
            (beside / name).parent.mkdir(parents=True, exist_ok=True)
            (beside / name).symlink_to(to)
    os.sync()  # every file and every folder of it, before its name is there
    beside.rename(place)
    _sync_folder(place.parent)
    return manifest.version


def signed_manifest(archive: tarfile.TarFile) -> Manifest:
    """Nothing of a package is believed before its signature."""
    text = _member(archive, "manifest.json").read(16 << 20)
    signature = _member(archive, "manifest.sig").read(64)
    key: Any = load_pem_public_key(PUBLIC_KEY.read_bytes())
    try:
        key.verify(signature, text)
    except InvalidSignature:
        raise Refused("the signature is not the maker's") from None
    return Manifest.read(text)


def _take(
    archive: tarfile.TarFile, name: str, digest: str, to: Path, mode: int
) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    seen = hashlib.sha256()
    with _member(archive, name) as source, to.open("xb") as target:
        while part := source.read(1 << 20):
            if target.tell() > MOST_BYTES:
                raise Refused("a file without end")
            seen.update(part)
            target.write(part)
    if seen.hexdigest() != digest:
        raise Refused(f"{name}: not what was signed")
    to.chmod(0o755 if mode & 0o100 else 0o644)


def _member(archive: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        member = archive.getmember(name)
    except KeyError:
        raise Refused(f"{name} is missing") from None
    content = archive.extractfile(member) if member.isreg() else None
    if content is None:
        raise Refused(f"{name} is no file")
    return content


def _is_inside(path: PurePosixPath) -> bool:
    depth = 0
    for part in path.parts:
        depth += -1 if part == ".." else 1
        if depth < 0 or part == "/":
            return False
    return depth > 0


def _newer(version: str, than: str) -> bool:
    def numbers(text: str) -> list[int]:
        return (
            [int(part) for part in text.split(".")] if VERSION.fullmatch(text) else []
        )

    return numbers(version) > numbers(than)


# The two links


def release_of(link: str) -> str:
    """The version that a link stands for; nothing where there is none."""
    try:
        return Path(os.readlink(HOME / link)).name
    except FileNotFoundError:
        return ""


def switch(link: str, version: str) -> None:
    """Either the old or the new, at any moment and after any power cut."""
    fresh = HOME / f".{link}"
    fresh.unlink(missing_ok=True)
    fresh.symlink_to(f"releases/{version}")
    fresh.replace(HOME / link)
    _sync_folder(HOME)


def prune() -> None:
    """Keep what runs and the newest one before it."""
    releases = [one.name for one in (HOME / "releases").iterdir()]
    kept = release_of("good")
    older = [one for one in releases if VERSION.fullmatch(one) and _newer(kept, one)]
    numbers = [[int(part) for part in one.split(".")] for one in older]
    before = ".".join(map(str, max(numbers))) if numbers else ""
    for one in older:
        if one != before:
            shutil.rmtree(HOME / "releases" / one, ignore_errors=True)


def _sync_folder(folder: Path) -> None:
    file = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)


# The running kiosk


class nobody_there:  # noqa: N801 - read as a phrase
    """Wait until nobody is served and no money moves. Meanwhile nobody can begin."""

    def __enter__(self) -> None:
        self._file = os.open(occupied(), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting until nobody is there")
            fcntl.flock(self._file, fcntl.LOCK_EX)

    def __exit__(self, *error: object) -> None:
        os.close(self._file)


def occupied() -> Path:
    """See kiosk/app/occupancy.py."""
    data = tomllib.loads(CONFIG.read_text(encoding="utf-8"))["data"]
    return Path(data["directory"]) / "occupied"


def wait_for_the_verdict() -> None:
    """`settle` or `give-back` makes the two links agree, one way or the other."""
    for _ in range(TRIAL_S):
        if release_of("current") == release_of("good"):
            return
        time.sleep(1)


def systemctl(*words: str) -> int:
    return subprocess.run(["/usr/bin/systemctl", *words], check=False).returncode


def is_healthy(run: Callable[..., Any] = subprocess.run) -> bool:
    """What the doctor says of the build itself. A printer without paper and a network
    that is down are no reason to go back: they were so before, or will be again."""
    command = [HOME / "current" / "kiosk", "doctor", "--json", "--config", CONFIG]
    # Among the kiosk's own mounts: there alone systemd 252 shows the journal's key.
    inside = ["/usr/bin/nsenter", "--mount", f"--target={os.environ['MAINPID']}"]
    as_kiosk = [*inside, "/usr/sbin/runuser", "-u", "kiosk", "--", *map(str, command)]
    sees = {**os.environ, "CREDENTIALS_DIRECTORY": f"/run/credentials/{UNIT}"}
    try:
        done = run(
            as_kiosk, capture_output=True, timeout=DOCTOR_S, check=False, env=sees
        )
        checks = {one["name"]: one for one in json.loads(done.stdout)["checks"]}
    except (OSError, subprocess.TimeoutExpired, ValueError, KeyError) as error:
        say(f"the doctor says nothing: {type(error).__name__}")
        return False
    nothing = {"level": "missing", "found": "not looked at"}
    ill = {name: checks.get(name, nothing) for name in ITS_OWN}
    ill = {name: one for name, one in ill.items() if one["level"] not in WELL}
    for name, one in ill.items():
        say(f"the doctor says of the {name}: {one['found']}")
    return not ill


def say(words: str) -> None:
    print(f"update: {words}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
