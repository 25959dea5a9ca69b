"""Every part of the product is on its bill of materials, and none has come unhashed."""

from pathlib import Path

from deploy.sbom import bill

ROOT = Path(__file__).parents[1]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
PINNED = [line for line in LOCK.splitlines() if line and line[0].isalpha()]


def test_every_locked_package_is_on_the_bill() -> None:
    components = bill(LOCK)["components"]
    listed = [f"{one['name']}=={one['version']}" for one in components]
    assert listed == [line.split()[0] for line in PINNED]
    assert len(listed) > 20


def test_every_part_has_the_hashes_that_it_is_installed_by() -> None:
    for component in bill(LOCK)["components"]:
        [place] = component["externalReferences"]
        assert place["hashes"], component["name"]
        assert all(one["content"] in LOCK for one in place["hashes"])
    count = sum(
        len(one["externalReferences"][0]["hashes"]) for one in bill(LOCK)["components"]
    )
    assert count == LOCK.count("--hash=sha256:")


def test_the_same_lock_gives_the_same_bill() -> None:
    assert bill(LOCK) == bill(LOCK)
    assert bill(LOCK)["serialNumber"] != bill(LOCK + "\n")["serialNumber"]
