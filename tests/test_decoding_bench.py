"""The comparison of engines: which pictures it takes, and what counts as read."""

import json
from pathlib import Path

import cv2
import pytest

from drivers.sim.phone import qr_picture
from tests.bench.decoding import OURS, generated, report, score
from tests.bench.photos import Picture, photos

CHINESE = "姓名：欧阳娜"


@pytest.mark.parametrize(
    ("suffix", "truth"),
    [
        (".txt", CHINESE + "\n"),
        (".json", json.dumps({"text": CHINESE})),
        (".json", json.dumps([{"text": CHINESE}])),
        (".json", json.dumps({"codes": [{"text": CHINESE, "corners": []}]})),
    ],
)
@pytest.mark.parametrize("ending", ["png", "jpg"])
def test_a_truth_stands_beside_its_picture(
    tmp_path: Path, suffix: str, truth: str, ending: str
) -> None:
    cv2.imwrite(str(tmp_path / f"photo.{ending}"), qr_picture(CHINESE))
    (tmp_path / f"photo{suffix}").write_text(truth, encoding="utf-8")
    [picture] = photos(tmp_path)
    assert picture.truth == {CHINESE.encode()}
    assert picture.row == tmp_path.name


def test_a_picture_without_a_truth_is_left_out(tmp_path: Path) -> None:
    cv2.imwrite(str(tmp_path / "photo.png"), qr_picture(CHINESE))
    (tmp_path / "notes.txt").write_text("nothing")
    assert [*photos(tmp_path)] == []


def test_what_zbar_garbles_counts_as_read_for_pyzbar_too() -> None:
    grey = qr_picture(CHINESE)
    scores = score([Picture("row", grey, frozenset([CHINESE.encode()]))])
    assert {name: found.percent for name, found in scores["row"].items()} == {
        "pyzbar": 100.0,
        "zxing-cpp": 100.0,
        OURS: 100.0,
    }


def test_another_code_than_the_truth_is_wrong_and_not_read() -> None:
    scores = score([Picture("row", qr_picture("a"), frozenset([b"b"]))])
    for found in scores["row"].values():
        assert (found.read, found.missed, found.wrong) == (0, 1, 1)
    assert "1 WRONG" in report(scores)


def test_a_missed_code_lowers_the_rate() -> None:
    truth = frozenset([b"left-1", b"nowhere"])
    scores = score([Picture("row", qr_picture("left-1"), truth)])
    assert scores["row"][OURS].percent == 50.0


def test_every_trouble_has_a_row() -> None:
    lines = report(score(generated(1))).splitlines()
    assert len(lines) == 2 + 16 + 1
    assert lines[-1].startswith("| all")
