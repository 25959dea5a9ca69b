"""Installed twice is installed once; undone is as before, but for the kiosk's data."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
INSTALL = ROOT / "deploy" / "install"
KEPT = ("etc/kiosk", "var/lib/kiosk")  # and never deleted
ACCOUNTS = ("passwd", "group", "shadow", "gshadow", ".pwd.lock")

pytestmark = pytest.mark.skipif(
    os.geteuid() != 0 or shutil.which("systemd-sysusers") is None,
    reason="needs root and systemd-sysusers, for the accounts of the other tree",
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A little of what a bare Debian has."""
    for folder in ("etc/systemd/system", "etc/udev/rules.d", "usr/lib", "opt", "var"):
        (tmp_path / "root" / folder).mkdir(parents=True)
    return tmp_path / "root"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """What PyInstaller leaves, as far as an installer can see."""
    folder = tmp_path / "dist" / "kiosk"
    (folder / "_internal").mkdir(parents=True)
    (folder / "_internal" / "library.so").write_bytes(b"library")
    (folder / "kiosk").write_text("#!/bin/sh\necho kiosk 1.2.3\n")
    (folder / "kiosk").chmod(0o755)
    return folder


def install(root: Path, *more: object) -> None:
    subprocess.run(
        [str(INSTALL), "--root", str(root), *map(str, more)],
        check=True,
        capture_output=True,
    )


def tree(root: Path) -> dict[str, tuple[int, int, bytes]]:
    """Every name with its mode, its owner and what is in it."""
    return {
        str(one.relative_to(root)): (
            one.lstat().st_mode,
            one.lstat().st_uid,
            one.readlink().as_posix().encode()
            if one.is_symlink()
            else b""
            if one.is_dir()
            else one.read_bytes(),
        )
        for one in root.rglob("*")
    }


def test_installing_twice_changes_nothing(root: Path, built: Path) -> None:
    install(root, "--network", "10.1.0.0/16", built)
    once = tree(root)
    install(root, built)
    assert tree(root) == once


def test_undone_the_tree_is_as_before_but_for_what_the_kiosk_wrote(
    root: Path, built: Path
) -> None:
    before = tree(root)
    install(root, "--network", "10.1.0.0/16", built)
    (root / "var/lib/kiosk/ledger.sqlite").write_bytes(b"money")
    (root / "etc/kiosk/ledger.key.cred").write_bytes(b"key")
    install(root, "--undo")
    after = tree(root)
    left = {name for name in after if after[name] != before.get(name)}
    assert not before.keys() - after.keys()
    assert (root / "var/lib/kiosk/ledger.sqlite").read_bytes() == b"money"
    assert (root / "etc/kiosk/ledger.key.cred").read_bytes() == b"key"
    strange = [name for name in left if not _is_expected(name)]
    assert strange == []


def _is_expected(name: str) -> bool:
    is_account = name.startswith("etc/") and name.removeprefix("etc/") in ACCOUNTS
    return is_account or name == "var/lib" or name.startswith(KEPT)


def test_what_is_installed_runs_what_was_built(root: Path, built: Path) -> None:
    install(root, built)
    for link in ("current", "good"):
        assert (root / "opt/kiosk" / link).readlink() == Path("releases/1.2.3")
    release = root / "opt/kiosk/releases/1.2.3"
    assert (release / "_internal/library.so").read_bytes() == b"library"
    wanted = root / "etc/systemd/system/graphical.target.wants"
    assert {one.name for one in wanted.iterdir()} == {
        "kiosk.service",
        "kiosk-screen.service",
    }


def test_the_hospital_says_whom_the_kiosk_may_talk_to(root: Path, built: Path) -> None:
    install(root, "--network", "10.1.2.3", "--network", "10.9.0.0/16", built)
    drop_in = root / "etc/systemd/system/kiosk.service.d/network.conf"
    assert drop_in.read_text() == (
        "[Service]\nIPAddressAllow=10.1.2.3\nIPAddressAllow=10.9.0.0/16\n"
    )


def test_an_x_server_instead_of_cage(root: Path, built: Path) -> None:
    install(root, built)
    assert "KIOSK_SCREEN=cage" in (root / "etc/kiosk/screen").read_text()
    install(root, "--screen", "x", built)
    assert "KIOSK_SCREEN=x" in (root / "etc/kiosk/screen").read_text()
    install(root, built)  # what was chosen stays
    assert "KIOSK_SCREEN=x" in (root / "etc/kiosk/screen").read_text()


def test_only_the_kiosk_reads_what_is_the_kiosks(root: Path, built: Path) -> None:
    install(root, built)
    assert (root / "var/lib/kiosk").stat().st_mode & 0o777 == 0o700
    assert (root / "etc/kiosk").stat().st_mode & 0o777 == 0o750


def test_a_folder_without_a_kiosk_is_refused(root: Path, tmp_path: Path) -> None:
    with pytest.raises(subprocess.CalledProcessError):
        install(root, tmp_path)
    assert not (root / "opt/kiosk/current").exists()
