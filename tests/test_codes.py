"""What a scanned string is, by its shape and by the step it was scanned in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.model.codes import MAX_LENGTH, CodeKind, ScanStep, read

VOUCHER = b"424" + b"7" * 25
SLIP = b"GS1.0123456789abcdef." + b"payl0ad_-" * 40 + b"." + b"s1gnature" * 9
ID_NUMBER = b"310101199003074554"
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
        (b"https://example.org/", CodeKind.WEB_PAGE),
        (b"HTTP://EXAMPLE.ORG/A?b=c#d", CodeKind.WEB_PAGE),
        (b"https://s.sh.gov.cn.example.org/" + b"0" * 45, CodeKind.WEB_PAGE),
        (b"https://example.org/ <b>", CodeKind.UNKNOWN),
        (b"javascript:alert(1)", CodeKind.UNKNOWN),
        (b"wxp://f2f0abcDEF-_1", CodeKind.COLLECTION),
        (b"weixin://wxpay/bizpayurl?pr=abc", CodeKind.COLLECTION),
        (b"https://qr.alipay.com/fkx0abc", CodeKind.COLLECTION),
        (b"HTTPS://QR.ALIPAY.COM/FKX0ABC", CodeKind.COLLECTION),
        (b"https://qr.95516.com/00010000/6202", CodeKind.COLLECTION),
        (b"https://qr.alipay.com.example.org/x", CodeKind.WEB_PAGE),
        (b"00020101021126580014A000000677010111", CodeKind.COLLECTION),
        (
            b"01,10,031002200211,81532753,217.62,20230323,49753264642977383169,0816,",
            CodeKind.INVOICE,
        ),
        (b"01,32,,23442000000014209621,112,20230215,,74AE", CodeKind.INVOICE),
        (b"http://einvoice.jsczt.cn/page/32060123/0001/abc1", CodeKind.INVOICE),
        (b"https://pjcy.mof.gov.cn/x", CodeKind.INVOICE),
        (ID_NUMBER, CodeKind.ID_NUMBER),
        (b"11010519491231002X", CodeKind.ID_NUMBER),
        (b"110105194912310020", CodeKind.WECHAT),  # the wrong check character
        (b"310105194902300012", CodeKind.UNKNOWN),  # no such day
        (b"MZ0012345678", CodeKind.HOSPITAL_NUMBER),
        (b"0012345", CodeKind.HOSPITAL_NUMBER),
        (b"1234", CodeKind.UNKNOWN),
        (b"0012345;x", CodeKind.UNKNOWN),
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


@given(
    st.text(max_size=60)
    | st.from_regex(r"\A(?:https?|wxp)://[ -~]{0,40}\Z")
    | st.from_regex(r"\A[0-9]{5,24}X?\Z")
    | st.from_regex(r"\A[0-9]{2},[0-9]{2},[0-9,.]{0,60}\Z"),
    st.sampled_from(STEPS),
)
def test_the_value_of_what_nobody_takes_is_not_kept(text: str, step: ScanStep) -> None:
    code = read(text.encode("utf-8", "surrogatepass"), step)
    assert code.value in (("", text.strip(" \r\n")) if code.kind.is_kept else ("",))


def test_only_what_some_step_takes_is_kept() -> None:
    kept = {kind for kind in CodeKind if kind.is_kept}
    accepted = {kind for kind in CodeKind if kind.identifies or kind.pays}
    ours = {CodeKind.GUIDE_SLIP, CodeKind.STAFF_PASS, CodeKind.BADGE}
    assert kept == accepted | ours


def test_an_identity_number_is_never_an_identity() -> None:
    for step in STEPS:
        code = read(ID_NUMBER, step)
        assert (code.kind, code.value) == (CodeKind.ID_NUMBER, "")
    assert not CodeKind.ID_NUMBER.identifies


def test_a_code_never_shows_in_a_repr() -> None:
    assert "777" not in repr(read(VOUCHER, ScanStep.IDENTITY))
