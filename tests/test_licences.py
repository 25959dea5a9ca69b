"""What of others is in the bundle is named there, each with its licence."""

from pathlib import Path

import pytest

from deploy.licences import files_named, headings, notice

LGPL_3 = "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 3"
LGPL_2_1 = "GNU LESSER GENERAL PUBLIC LICENSE\n                       Version 2.1"


def test_qt_is_there_by_the_lgpl_and_anybody_may_put_another_in_its_place() -> None:
    text = notice({"PySide6.QtCore", "kiosk.app"}, [])
    assert headings(text) == {"Python", "pyinstaller", "PySide6_Essentials"}
    assert "may put others that fit" in " ".join(text.split())
    assert LGPL_3 in text


def test_a_library_of_the_system_brings_what_its_package_says() -> None:
    [zbar] = Path("/usr/lib").glob("*/libzbar.so.0")
    text = notice([], [str(zbar)])
    assert files_named(text) == {"libzbar.so.0"}
    assert "LGPL-2.1" in text
    assert LGPL_2_1 in text


def test_a_text_is_given_once() -> None:
    text = notice({"PySide6", "shiboken6"}, [])
    assert "The same as of PySide6_Essentials." in text
    assert text.count("Whoever has the bundle") == 1


def test_what_has_no_licence_text_ends_the_build(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "nobodys-1.0.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text("Name: nobodys\nVersion: 1.0\nLicense: MIT\n")
    (folder / "top_level.txt").write_text("nobodys\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    with pytest.raises(SystemExit, match=r"no licence text: nobodys 1\.0"):
        notice({"nobodys.things"}, [])
    strange = tmp_path / "libstrange.so.1"
    strange.touch()
    with pytest.raises(SystemExit, match="its licence is not known"):
        notice([], [str(strange)])
