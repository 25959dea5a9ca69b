"""The systemd units: well-formed, hardened, and of one mind with the program."""

import configparser
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from kiosk.app.watchdog import ROUND_MS
from ui.stand_in import CHINESE

ROOT = Path(__file__).parents[1]
FILES = ROOT / "deploy" / "files"
UNITS = FILES / "etc" / "systemd" / "system"
NAMES = sorted(unit.name for unit in UNITS.glob("*.service"))
WORST = "20"  # tenths: R74

needs_systemd = pytest.mark.skipif(
    shutil.which("systemd-analyze") is None, reason="needs systemd-analyze"
)


@needs_systemd
@pytest.mark.parametrize("name", NAMES)
def test_every_unit_is_hardened(name: str) -> None:
    command = ["systemd-analyze", "security", "--offline=yes", f"--threshold={WORST}"]
    done = subprocess.run(
        [*command, str(UNITS / name)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout


@needs_systemd
@pytest.mark.parametrize("name", NAMES)
def test_systemd_understands_every_line(name: str, tmp_path: Path) -> None:
    """With everything that it starts in place, and whatever else is not there."""
    for unit in NAMES:
        text = (UNITS / unit).read_text(encoding="utf-8")
        for command in ("/opt/kiosk/current/kiosk", "/usr/lib/kiosk/screen"):
            text = text.replace(command, "/bin/true")
        text = text.replace("/usr/lib/kiosk/update", "/bin/true")
        (tmp_path / unit).write_text(text, encoding="utf-8")
    done = subprocess.run(
        ["systemd-analyze", "verify", str(tmp_path / name)],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    said = [line for line in done.stderr.splitlines() if str(tmp_path) in line]
    assert said == []


def read(name: str) -> configparser.RawConfigParser:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment, method-assign]
    parser.read(UNITS / name, encoding="utf-8")
    return parser


def test_the_watchdog_bears_two_lost_rounds() -> None:
    limit_s = int(read("kiosk.service")["Service"]["WatchdogSec"])
    assert limit_s == 10  # R98
    assert limit_s > 3 * ROUND_MS / 1000


def test_three_failed_starts_call_the_one_who_gives_back() -> None:
    unit = read("kiosk.service")["Unit"]
    assert unit["StartLimitBurst"] == "3"  # R71
    assert unit["OnFailure"] == "kiosk-again.service"
    again = (UNITS / "kiosk-again.service").read_text(encoding="utf-8")
    assert "update give-back" in again


def test_the_page_is_there_before_the_kiosk_and_of_the_last_good_build() -> None:
    unit = read("kiosk.service")["Unit"]
    assert "kiosk-screen.service" in unit["After"].split()
    assert "kiosk-screen.service" in unit["Requires"].split()
    screen = (FILES / "usr/lib/kiosk/screen").read_text(encoding="utf-8")
    assert "/opt/kiosk/good/kiosk stand-in" in screen
    assert CHINESE.name.endswith(".qm")


def test_nothing_of_a_dead_process_reaches_a_disk() -> None:
    coredump = FILES / "etc/systemd/coredump.conf.d/kiosk.conf"
    assert "Storage=none" in coredump.read_text()
    sysctl = (FILES / "etc/sysctl.d/60-kiosk.conf").read_text()
    assert "kernel.core_pattern=|/bin/false" in sysctl
    for name in NAMES:
        assert read(name)["Service"]["LimitCORE"] == "0"


def test_the_kiosk_talks_to_nobody_whom_the_hospital_has_not_named() -> None:
    text = (UNITS / "kiosk.service").read_text(encoding="utf-8")
    assert "IPAddressDeny=any\nIPAddressAllow=localhost\n" in text


@pytest.mark.skipif(
    shutil.which("usbguard-rule-parser") is None, reason="needs apt usbguard"
)
def test_usbguard_understands_its_rules() -> None:
    rules = FILES / "etc/usbguard/rules.d/70-hospital-kiosk.conf"
    subprocess.run(["usbguard-rule-parser", "-f", str(rules)], check=True)


def test_every_scanner_that_udev_knows_usbguard_lets_in() -> None:
    udev = (ROOT / "deploy/udev/70-hospital-kiosk.rules").read_text()
    rules = (FILES / "etc/usbguard/rules.d/70-hospital-kiosk.conf").read_text()
    vendors = [
        line.partition('idVendor}=="')[2][:4]
        for line in udev.splitlines()
        if "KIOSK_SCANNER" in line and "idVendor" in line
    ]
    assert vendors
    assert all(f"allow id {vendor}:" in rules for vendor in vendors)
