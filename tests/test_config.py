"""A configuration is right, or is refused with the name of the key that is wrong."""

from pathlib import Path

import pytest

from kiosk.app.config import BadConfig, load
from kiosk.model.money import Money

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
address = "tcp://127.0.0.1:9100"
[page_printer]
uri = "ipp://127.0.0.1/ipp"
[camera]
source = "0"
"""

NATIONAL = """
[national]
url = "http://gateway.example/fsi"
institution = "H31010100001"
institution_name = "示例医院"
area = "310000"
secret = "very secret"
serials_from = 100
serials_to = 199
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "kiosk.toml"
    path.write_text(text)
    return path


def test_a_good_file_is_read(tmp_path: Path) -> None:
    config = load(written(tmp_path, GOOD))
    assert config.kiosk.id == "K1"
    assert config.receipt_printer.profile == "generic"


def test_nothing_may_be_registered_for_later_unless_the_hospital_says_so(
    tmp_path: Path,
) -> None:
    assert not load(written(tmp_path, GOOD)).deferral.enabled


def test_every_number_of_the_hospitals_own_is_read(tmp_path: Path) -> None:
    extra = """
[payment]
wallets = "settle_first"
one_code = "charge_first"
query_every_s = 3
[deferral]
enabled = true
per_order = "123.45"
per_patient_count = 1
oldest_hours = 12
[night]
hour = 0
"""
    config = load(written(tmp_path, GOOD + extra))
    assert config.payment.wallets == "settle_first"
    assert config.payment.query_every_s == 3.0
    assert config.deferral.per_order == Money(123_45)
    assert config.deferral.oldest_hours == 12.0
    assert config.night.hour == 0


@pytest.mark.parametrize(
    ("section", "complaint"),
    [
        ("[deferral]\nper_order = 500.0", "deferral.per_order: must be yuan"),
        ('[deferral]\nper_order = "500"', "deferral.per_order: must be yuan"),
        ('[deferral]\nper_order = "5e2.00"', "deferral.per_order: must be yuan"),
        ("[deferral]\nenabled = 1", "deferral.enabled: must be bool"),
        ('[deferral]\nenabled = "yes"', "deferral.enabled: must be bool"),
        ("[deferral]\nper_kiosk_count = 2.5", "deferral.per_kiosk_count: must be int"),
        ("[deferral]\nper_kiosk_count = true", "deferral.per_kiosk_count: must be"),
        ("[deferral]\nmax = 1", "deferral.max: unknown key"),
        ('[payment]\nwallets = "deferred"', "payment.wallets: must be one of"),
        ('[payment]\none_code = "both"', "payment.one_code: must be one of"),
        ("[payment]\nquery_every_s = 0", "payment.query_every_s: must be above"),
        (NATIONAL.replace("http://gateway", "gateway"), "national.url: not an http"),
        (NATIONAL.replace("H31010100001", "H310"), "national.institution: must be 12"),
        (NATIONAL.replace('"310000"', '"31"'), "national.area: must be 6 digits"),
        (NATIONAL.replace("= 199", "= 99"), "national.serials_from: must be"),
        (NATIONAL.replace("= 199", "= 10000"), "national.serials_from: must be"),
        (NATIONAL + 'system = "YBXT YBXT YBXT"', "national.system: at most 10"),
        (NATIONAL.replace("secret", "secrets"), "national.secrets: unknown key"),
        ("[scanning]\nlookups = 0", "scanning.lookups: must be at least 1"),
        ("[scanning]\npause_s = -1", "scanning.within_s, pause_s: must not be"),
        ("[scanning]\nuse_within_s = 0", "scanning.use_within_s: must be above"),
        ("[night]\nhour = 24", "night.hour: must be from 0 to 23"),
        ("[night]\nhour = -1", "night.hour: must be from 0 to 23"),
        (
            "[after_visit]\nclaims = true",
            "after_visit.enabled: its pages are reached through it",
        ),
    ],
)
def test_a_wrong_section_is_refused_by_name(
    tmp_path: Path, section: str, complaint: str
) -> None:
    with pytest.raises(BadConfig) as refusal:
        load(written(tmp_path, f"{GOOD}\n{section}\n"))
    assert complaint in str(refusal.value)


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
        ('source = "0"', 'source = "https://10.0.0.9/video"', "camera.source"),
        ("address =", "profile = 9100\naddress =", "receipt_printer.profile"),
        ("[kiosk]", "[kiosk", "kiosk.toml"),
        ("[kiosk]", 'source = "x"\n[kiosk]', "source: unknown key"),
        ('[data]\ndirectory = "/tmp/x"', "", "data: missing"),
        ('"/tmp/x"', '"/tmp/x"\nretention_days = 0', "data.retention_days: must be"),
        ('"/tmp/x"', '"/tmp/x"\nkey = "plain"', "data.key: must be one of"),
    ],
)
def test_a_wrong_file_is_refused_by_name(
    tmp_path: Path, old: str, new: str, complaint: str
) -> None:
    with pytest.raises(BadConfig) as refusal:
        load(written(tmp_path, GOOD.replace(old, new)))
    assert complaint in str(refusal.value)


def test_in_production_the_key_is_not_beside_the_data(tmp_path: Path) -> None:
    production = GOOD.replace('"demo"', '"production"').replace("http:", "https:")
    assert load(written(tmp_path, production)).data.key == "credential"
    beside = production.replace('"/tmp/x"', '"/tmp/x"\nkey = "file"')
    with pytest.raises(BadConfig, match=r"data\.key: a key beside the data"):
        load(written(tmp_path, beside))


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match=r"missing\.toml"):
        load(tmp_path / "missing.toml")


def test_the_insurer_knows_a_terminal_by_few_characters(tmp_path: Path) -> None:
    text = GOOD.replace('"K1"', f'"{"K" * 21}"')
    assert load(written(tmp_path, text)).kiosk.id
    with pytest.raises(BadConfig, match=r"kiosk\.id: the insurer"):
        load(written(tmp_path, text + NATIONAL))


def test_no_secret_ever_shows(tmp_path: Path) -> None:
    assert "very secret" not in repr(load(written(tmp_path, GOOD + NATIONAL)))
