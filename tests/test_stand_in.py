"""What stands in the bundle for large libraries does all that is asked of it there."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import cv2
import numpy as np
import pytest

from deploy.elf import symbols
from deploy.stand_in import SOURCES, make, source_for, with_stand_ins

WAYS = (
    "cv2/*.so",
    "opencv_python_headless.libs/*",
    "numpy.libs/*",
    "PIL/_imaging.*.so",
    "pillow.libs/*",
)


@pytest.fixture(scope="module")
def binaries() -> list[tuple[str, str, str]]:
    """OpenCV, Pillow and libraries of wheels, as PyInstaller has them."""
    found = find_spec("cv2")
    assert found
    assert found.origin
    site = Path(found.origin).parents[1]
    paths = [path for way in WAYS for path in site.glob(way)]
    return [(str(path.relative_to(site)), str(path), "BINARY") for path in paths]


@pytest.fixture(scope="module")
def made(
    binaries: list[tuple[str, str, str]], tmp_path_factory: pytest.TempPathFactory
) -> dict[str, Path]:
    """Those that stand for another, by their source."""
    folder = tmp_path_factory.mktemp("made")
    entries = with_stand_ins(binaries, folder)
    assert [name for name, *_ in entries] == [name for name, *_ in binaries]
    return {
        str(source_for(name)).rpartition("/")[2]: Path(source)
        for name, source, _ in entries
        if source_for(name)
    }


def test_what_asks_a_stand_in_gets_the_sum_or_hears_that_it_cannot_be(
    made: dict[str, Path], binaries: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    picture, told = tmp_path / "picture.avif", tmp_path / "told"
    assert cv2.imwrite(str(picture), np.zeros((64, 64, 3), np.uint8))
    libraries = [str(made[name]) for name in ("openblas.c", "aom.c", "xcb.c")]
    subprocess.run(
        [sys.executable, "-m", "tests.reckoning", str(picture), *libraries],
        env=os.environ | {"LD_DEBUG": "bindings", "LD_DEBUG_OUTPUT": str(told)},
        check=True,
        timeout=60,
        stderr=subprocess.DEVNULL,
    )
    [file] = tmp_path.glob("told.*")
    bound = re.findall(rf"to {libraries[0]} \[0\]: .*`(\w+)'", file.read_text())
    originals = {Path(source).name: Path(source) for _, source, _ in binaries}
    offered = symbols("--defined-only", [originals[made["openblas.c"].name]])
    taken = symbols("--undefined-only", originals.values())
    assert {*bound} == taken & offered - {"_init", "_fini"}


def test_a_stand_in_that_lacks_what_is_asked_of_it_is_not_made(
    binaries: list[tuple[str, str, str]], tmp_path: Path
) -> None:
    [original] = [Path(source) for name, source, _ in binaries if "libaom" in name]
    taken = {"aom_codec_decode", "aom_codec_peek_stream_info"}
    with pytest.raises(SystemExit, match="lacks aom_codec_peek_stream_info"):
        make(original, SOURCES / "aom.c", taken, [], tmp_path)
