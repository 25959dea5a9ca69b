"""What a scanned string is, by its shape and by the step it was scanned in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model.codes import MAX_LENGTH, CodeKind, ScanStep, read

VOUCHER = b"424" + b"7" * 25
SLIP = b"GS1.0123456789abcdef." + b"payl0ad_-" * 40 + b"." + b"s1gnature" * 9
STEPS = list(ScanStep)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (VOUCHER, CodeKind.VOUCHER),
        (VOUCHER + b"\r\n", CodeKind.VOUCHER),
        (b"opc" + b"1" * 25, CodeKind.VOUCHER),
        (b"https://s.sh.gov.cn/" + b"0a" * 16 + b"1700000000000", CodeKind.SUISHEN),
        (b"0A" * 32 + b":1", CodeKind.HEALTH_CARD),
        (b"134567890123456789", CodeKind.WECHAT),
        (b"281234567890123456", CodeKind.ALIPAY),
        (b"62" + b"1" * 17, CodeKind.UNIONPAY),
        (SLIP, CodeKind.GUIDE_SLIP),
        (SLIP.replace(b"GS1", b"GS2"), CodeKind.UNKNOWN),
        (SLIP.rpartition(b".")[0], CodeKind.UNKNOWN),
        (SLIP + b".more", CodeKind.UNKNOWN),
        (SLIP.replace(b"_", b"/"), CodeKind.UNKNOWN),
        (b"GS1.k." + b"p" * MAX_LENGTH + b".s", CodeKind.UNREADABLE),
        (b"https://example.org/", CodeKind.UNKNOWN),
        (b"", CodeKind.UNREADABLE),
        (b"\x1b[2J" + VOUCHER, CodeKind.UNREADABLE),
        (b"\xff\xfe\x00", CodeKind.UNREADABLE),
        (VOUCHER * 200, CodeKind.UNREADABLE),
        ("张\u202e三".encode(), CodeKind.UNREADABLE),
    ],
)
def test_a_code_is_known_by_its_shape(raw: bytes, kind: CodeKind) -> None:
    assert read(raw, ScanStep.IDENTITY).kind is kind


def test_a_guide_slip_neither_identifies_nor_pays() -> None:
    for step in STEPS:
        kind = read(SLIP, step).kind
        assert kind is CodeKind.GUIDE_SLIP
        assert not kind.identifies
        assert not kind.pays


def test_a_wechat_code_that_looks_like_an_identity_number_pays() -> None:
    assert read(b"110101199003070011", ScanStep.PAYMENT).kind is CodeKind.WECHAT


@given(st.binary(max_size=4 * MAX_LENGTH + 10), st.sampled_from(STEPS))
def test_no_bytes_upset_the_reader(raw: bytes, step: ScanStep) -> None:
    code = read(raw, step)
    assert len(code.value) <= MAX_LENGTH
    assert code.value.isprintable()


@given(st.text(max_size=60), st.sampled_from(STEPS))
def test_a_code_we_do_not_know_is_not_kept(text: str, step: ScanStep) -> None:
    code = read(text.encode("utf-8", "surrogatepass"), step)
    if code.kind in (CodeKind.UNKNOWN, CodeKind.UNREADABLE):
        assert code.value == ""


def test_a_code_never_shows_in_a_repr() -> None:
    assert "777" not in repr(read(VOUCHER, ScanStep.IDENTITY))
