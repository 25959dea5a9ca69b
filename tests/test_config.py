"""A configuration is right, or is refused with the name of the key that is wrong."""

from pathlib import Path

import pytest

from kiosk.app.config import BadConfig, load

GOOD = """
[kiosk]
id = "K1"
hospital = "示例医院"
window = "1号窗口"
environment = "demo"
[central]
url = "http://127.0.0.1:1"
token = "very secret"
[data]
directory = "/tmp/x"
[receipt_printer]
host = "127.0.0.1"
[page_printer]
uri = "ipp://127.0.0.1/ipp"
[camera]
source = "0"
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text)
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    config = load(written(tmp_path, GOOD))
    assert config.kiosk.id == "K1"
    assert config.receipt_printer.port == 9100


@pytest.mark.parametrize(
    ("old", "new", "complaint"),
    [
        ('id = "K1"', 'id = "K1"\nidd = "K2"', "kiosk.idd: unknown key"),
        ('id = "K1"', "", "kiosk.id: missing"),
        ('id = "K1"', "id = 1", "kiosk.id: must be str"),
        ('"demo"', '"dmo"', "kiosk.environment: must be one of"),
        ('"demo"', '"production"', "central.url: production needs https"),
        ("http://127", "ftp://127", "central.url: not an http"),
        ('[camera]\nsource = "0"', "", "one of"),
        ("[camera]", "[kamera]", "kamera: unknown key"),
        ('host = "127.0.0.1"', 'host = "h"\nport = "9100"', "receipt_printer.port"),
        ("[kiosk]", "[kiosk", "kiosk.toml"),
        ('[data]\ndirectory = "/tmp/x"', "", "data: missing"),
    ],
)
def test_a_wrong_file_is_refused_by_name(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(BadConfig) as refusal:
        load(written(tmp_path, GOOD.replace(old, new)))
    assert complaint in str(refusal.value)


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=r"missing\.toml"):
        load(tmp_path / "missing.toml")


def test_the_token_never_shows(tmp_path: Path) -> None:
    assert "secret" not in repr(load(written(tmp_path, GOOD)))
