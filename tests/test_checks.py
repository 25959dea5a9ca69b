"""`kiosk check`: what it says of each device, also while the kiosk runs."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from drivers.port import IN_USE, UNPLUGGED, Condition, Health, Paper
from kiosk.app.gallery.values import NOW
from kiosk.diagnostics.checks import Finding, Point, check, table
from kiosk.diagnostics.sightings import Sighting, Sightings, read_sightings

FINE = Condition(Health.OK)
LOW = Condition(Health.DEGRADED, "paper low", Paper.LOW)
HOUR = timedelta(hours=1)


class Wall:
    def __init__(self) -> None:
        self.time = NOW

    def __call__(self) -> datetime:
        return self.time


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "devices.json"


def point(condition: Condition) -> Point:
    return Point("printer", "tcp://p:9100", lambda: condition, "see to it", lambda: "X")


def found(condition: Condition, seen: Sighting | None = None) -> Finding:
    [finding] = check([point(condition)], {"printer": seen} if seen else {}, NOW)
    return finding


def test_a_device_that_is_well_is_named_and_good_now() -> None:
    finding = found(FINE)
    assert (finding.identity, finding.well_at, finding.remedy) == ("X", NOW, "")


def test_a_device_that_is_gone_was_last_good_when_the_kiosk_saw_it() -> None:
    finding = found(UNPLUGGED, Sighting(UNPLUGGED, NOW, NOW - HOUR))
    assert not finding.usable
    assert (finding.identity, finding.well_at) == ("", NOW - HOUR)
    assert finding.remedy == "see to it"


def test_a_device_in_the_kiosks_hands_is_what_the_kiosk_says() -> None:
    finding = found(IN_USE, Sighting(LOW, NOW, NOW))
    assert finding.usable
    assert (finding.condition, finding.by_kiosk) == (LOW, True)
    assert finding.remedy == "have paper at hand"


def test_what_a_kiosk_said_an_hour_ago_says_nothing_of_now() -> None:
    finding = found(IN_USE, Sighting(FINE, NOW - HOUR, NOW - HOUR))
    assert not finding.usable
    assert finding.well_at == NOW - HOUR
    assert "another program holds it" in finding.remedy


def test_the_table_says_found_identified_status_last_good_and_what_to_do() -> None:
    head, well, gone, held = table(
        [found(FINE), found(UNPLUGGED), found(IN_USE, Sighting(LOW, NOW, NOW))]
    ).splitlines()
    columns = ["DEVICE", "AT", "FOUND", "IDENTIFIED", "STATUS", "LAST GOOD", "TO DO"]
    assert [column for column in columns if column not in head] == []
    assert well.split() == ["ok", "printer", "tcp://p:9100", "yes", "X", "ok", *stamp()]
    assert gone.startswith("!!")
    assert "no " in gone
    assert "never" in gone
    assert "says the running kiosk" in held


def stamp() -> list[str]:
    return f"{NOW:%Y-%m-%d %H:%M}".split()


def test_sightings_outlive_the_kiosk(path: Path) -> None:
    wall = Wall()
    first = Sightings(path, wall)
    first.note("printer", FINE)
    wall.time += HOUR
    first.note("printer", UNPLUGGED)
    assert read_sightings(path)["printer"] == Sighting(UNPLUGGED, NOW + HOUR, NOW)
    wall.time += HOUR
    Sightings(path, wall).note("printer", UNPLUGGED)
    assert read_sightings(path)["printer"].well_at == NOW


def test_what_stays_the_same_is_written_once_a_minute(path: Path) -> None:
    wall = Wall()
    sightings = Sightings(path, wall)
    sightings.note("printer", FINE)
    wall.time += timedelta(seconds=59)
    sightings.note("printer", FINE)
    assert read_sightings(path)["printer"].seen_at == NOW
    wall.time += timedelta(seconds=1)
    sightings.note("printer", FINE)
    assert read_sightings(path)["printer"].seen_at == wall.time


@pytest.mark.parametrize(
    "rubbish", ["", "[]", "{", '{"printer": {}}', '{"printer": 1}', "\x00" * 99]
)
def test_a_damaged_file_is_as_good_as_none(path: Path, rubbish: str) -> None:
    path.write_text(rubbish, encoding="utf-8")
    assert read_sightings(path) == {}
    Sightings(path, Wall()).note("printer", FINE)
    assert read_sightings(path)["printer"].condition == FINE


def test_a_full_disk_stops_nobody(tmp_path: Path) -> None:
    nowhere = tmp_path / "missing" / "devices.json"
    Sightings(nowhere, Wall()).note("printer", FINE)
    assert not nowhere.exists()
