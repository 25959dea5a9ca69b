"""An update is whole or not there, and a bad one goes back by itself."""

import fcntl
import json
import os
import tarfile
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
)

from deploy import update
from deploy.sign import sign

OLD, NEW = "1.2.0", "1.10.0"
STEPS = ("mkdir", "symlink", "replace", "rename", "fsync", "sync", "unlink", "chmod")


class PowerCut(BaseException):
    """No program goes on after it."""


class Machine:
    """A kiosk machine in a folder, its service manager, and who makes releases."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.starts = True  # whether a new build does
        self.is_healthy = True
        self.folder = folder
        self.home = folder / "opt"
        self.data = folder / "data"
        self.data.mkdir()
        self._key = Ed25519PrivateKey.generate()
        config = folder / "kiosk.toml"
        config.write_text(f'[data]\ndirectory = "{self.data}"\n')
        self.public = folder / "update.pub"
        self.public.write_bytes(
            self._key.public_key().public_bytes(
                Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
            )
        )
        monkeypatch.setenv("MAINPID", "1")
        monkeypatch.setattr(update, "HOME", self.home)
        monkeypatch.setattr(update, "CONFIG", config)
        monkeypatch.setattr(update, "PUBLIC_KEY", self.public)
        monkeypatch.setattr(update, "systemctl", self._systemctl)
        self.doctor = update.is_healthy
        monkeypatch.setattr(update, "is_healthy", lambda: self.is_healthy)
        monkeypatch.setattr("time.sleep", self._slept)
        self.restarts = 0
        self.pauses: list[float] = []
        self.content = self.build(OLD, self.home / "releases" / OLD)
        update.switch("current", OLD)
        update.switch("good", OLD)

    def build(self, version: str, folder: Path | None = None) -> Path:
        """A built kiosk: a program, a library, and a link."""
        place = folder or self.folder / f"built-{version}"
        (place / "lib").mkdir(parents=True)
        (place / "kiosk").write_text(f"#!/bin/sh\necho kiosk {version}\n")
        (place / "kiosk").chmod(0o755)
        (place / "lib" / "library.so").write_bytes(version.encode() * 1000)
        (place / "lib" / "library.so.1").symlink_to("library.so")
        return place

    def package(self, version: str = NEW, key: Ed25519PrivateKey | None = None) -> Path:
        built = self.folder / f"built-{version}"
        if not built.exists():
            self.build(version)
        to = self.folder / f"kiosk-{version}.tar"
        pem = (key or self._key).private_bytes(
            Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
        )
        sign(built, version, pem, to)
        return to

    def starts_again(self) -> None:
        """What systemd does with kiosk.service, however the machine came up."""
        on_trial = update.release_of("current") != update.release_of("good")
        if on_trial and not self.starts:
            update.give_back()  # after three failed starts
        elif update.settle() != 0:
            assert update.settle() == 0  # it restarts, with the other build

    def whole(self, link: str) -> str:
        """Which release a link stands for; it must be there to the last byte."""
        release = self.home / link
        version = update.release_of(link)
        assert f"kiosk {version}" in (release / "kiosk").read_text()
        assert os.access(release / "kiosk", os.X_OK)
        library = (release / "lib" / "library.so.1").read_bytes()
        assert library == version.encode() * 1000
        return version

    def _systemctl(self, *words: str) -> int:
        self.restarts += 1
        self.starts_again()
        return 0

    def _slept(self, seconds: float) -> None:
        self.pauses.append(seconds)


@pytest.fixture
def machine(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(tmp_path, monkeypatch)


def test_a_signed_newer_release_is_installed(machine: Machine) -> None:
    assert update.install(machine.package()) == 0
    assert machine.whole("current") == machine.whole("good") == NEW


def test_nobody_elses_signature_counts(machine: Machine) -> None:
    package = machine.package(key=Ed25519PrivateKey.generate())
    assert refused(machine, package)


@pytest.mark.parametrize("version", [OLD, "1.1.99", "0.9"])
def test_the_version_must_rise(machine: Machine, version: str) -> None:
    assert refused(machine, machine.package(version))


def test_one_changed_byte_is_refused(machine: Machine) -> None:
    package = machine.package()
    text = package.read_bytes()
    assert text.count(b"echo kiosk") == 1
    package.write_bytes(text.replace(b"echo kiosk", b"evil kiosk"))
    assert refused(machine, package)


def test_a_changed_manifest_is_refused(machine: Machine) -> None:
    package = machine.package()
    text = package.read_bytes()
    package.write_bytes(text.replace(b'"version": "1.10.0"', b'"version": "1.99.0"'))
    assert refused(machine, package)


def test_half_a_package_is_refused(machine: Machine) -> None:
    package = machine.package()
    package.write_bytes(package.read_bytes()[:-12_000])
    assert refused(machine, package)


@pytest.mark.parametrize("name", ["../../evil", "/etc/evil", "lib/../../evil"])
def test_a_name_that_leads_out_is_refused_although_it_is_signed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    from deploy import sign as signing

    true_name = signing._name

    def lies(folder: Path, file: Path) -> str:
        return name if file.name == "library.so" else true_name(folder, file)

    monkeypatch.setattr(signing, "_name", lies)
    assert refused(machine, machine.package())


def test_a_link_that_leads_out_is_refused(machine: Machine) -> None:
    (machine.build(NEW) / "lib" / "way-out").symlink_to("../../../etc")
    assert refused(machine, machine.package())


def refused(machine: Machine, package: Path) -> bool:
    """Nothing has changed."""
    before = sorted(machine.home.rglob("[!.]*"))
    assert update.install(package) == 1
    assert machine.whole("current") == machine.whole("good") == OLD
    seen = [one for one in machine.home.rglob("[!.]*") if ".1.10" not in str(one)]
    return sorted(seen) == before and machine.restarts == 0


def test_a_build_that_does_not_start_goes_back(machine: Machine) -> None:
    machine.starts = False
    assert update.install(machine.package()) == 1
    assert machine.whole("current") == machine.whole("good") == OLD
    assert machine.pauses == []


def test_a_build_that_the_doctor_finds_ill_goes_back(machine: Machine) -> None:
    machine.is_healthy = False
    assert update.install(machine.package()) == 1
    assert machine.whole("current") == machine.whole("good") == OLD


def test_what_went_back_may_be_tried_again(machine: Machine) -> None:
    machine.is_healthy = False
    update.install(machine.package())
    machine.is_healthy = True
    assert update.install(machine.package()) == 0


def test_a_good_build_that_stops_starting_is_left_alone_for_a_while(
    machine: Machine,
) -> None:
    assert update.give_back() == 0
    assert machine.pauses == [update.PAUSE_S]
    assert machine.whole("current") == OLD


def test_the_one_before_is_kept_and_the_older_ones_go(machine: Machine) -> None:
    for version in ("1.3.0", "1.4.0", NEW):
        assert update.install(machine.package(version)) == 0
    left = {one.name for one in (machine.home / "releases").iterdir()}
    assert left == {"1.4.0", NEW}


def test_while_somebody_is_there_it_waits(machine: Machine) -> None:
    package = machine.package()
    with (machine.data / "occupied").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        waits = threading.Event()

        def say(words: str) -> None:
            if words.startswith("waiting"):
                waits.set()

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(update, "say", say)
            updating = threading.Thread(target=update.install, args=(package,))
            updating.start()
            assert waits.wait(30)
            assert machine.whole("current") == OLD
            assert machine.restarts == 0
            fcntl.flock(lock, fcntl.LOCK_UN)
            updating.join(30)
    assert machine.whole("current") == NEW


def cuts(after: int) -> Callable[[pytest.MonkeyPatch], None]:
    """Power that lasts for so many steps on the disk."""
    left = after

    def wrapped(step: Callable[..., Any]) -> Callable[..., Any]:
        def does(*given: Any, **more: Any) -> Any:
            nonlocal left
            left -= 1
            if left < 0:
                raise PowerCut
            return step(*given, **more)

        return does

    def wire(patch: pytest.MonkeyPatch) -> None:
        for name in STEPS:
            patch.setattr(os, name, wrapped(getattr(os, name)))

    return wire


def interrupted(machine: Machine, package: Path) -> Iterator[int]:
    """The same update, cut after ever more steps, until it gets through."""
    for after in range(1000):
        if not is_cut(package, after):
            return
        yield after
    pytest.fail("it never ends")


def is_cut(package: Path, after: int) -> bool:
    with pytest.MonkeyPatch.context() as patch:
        cuts(after)(patch)
        try:
            update.install(package)
        except PowerCut:
            return True
    return False


@pytest.mark.parametrize("health", [True, False])
def test_wherever_the_power_is_cut_a_whole_build_starts(
    machine: Machine, health: bool
) -> None:
    package = machine.package()
    count = 0
    for _ in interrupted(machine, package):
        count += 1
        assert machine.whole("good") in (OLD, NEW)
        machine.whole("current")
        machine.is_healthy = health
        machine.starts_again()
        assert machine.whole("current") == machine.whole("good")
        machine.is_healthy = True
        if machine.whole("good") == NEW:
            break  # it was cut after the verdict
    assert count > 10


# What the doctor says


@pytest.mark.parametrize(
    ("levels", "is_healthy"),
    [
        ({"journal": "ok", "disk": "ok", "receipt_printer": "fail"}, True),
        ({"journal": "warn", "disk": "ok", "central": "fail"}, True),
        ({"journal": "fail", "disk": "ok"}, False),
        ({"disk": "ok"}, False),
    ],
)
def test_devices_and_networks_do_not_decide_about_a_build(
    machine: Machine, levels: dict[str, str], is_healthy: bool
) -> None:
    checks = [
        {"name": name, "level": level, "found": "-"} for name, level in levels.items()
    ]
    text = json.dumps({"checks": checks})

    def doctor(*given: object, **more: object) -> object:
        return SimpleNamespace(stdout=text.encode())

    assert machine.doctor(doctor) == is_healthy


def test_a_doctor_that_says_nothing_is_no_good_sign(machine: Machine) -> None:
    def crashes(*given: object, **more: object) -> object:
        return SimpleNamespace(stdout=b"")

    assert not machine.doctor(crashes)


def test_the_package_begins_with_what_is_read_first(machine: Machine) -> None:
    with tarfile.open(machine.package()) as archive:
        assert archive.getnames()[:2] == ["manifest.json", "manifest.sig"]
