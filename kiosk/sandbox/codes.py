"""The strings that phones show: how they are made, and what they look like.

Shapes and life times are those of docs/codes.md. The values are random and mean
nothing by themselves; whose they are stands in the books.
"""

import re
import secrets
from datetime import datetime, timedelta

from kiosk.model.codes import CodeKind
from kiosk.model.intent import Method
from kiosk.sandbox.records import IssuedCode

IDENTITY_KINDS = (CodeKind.VOUCHER, CodeKind.SUISHEN, CodeKind.HEALTH_CARD)
WALLET_KINDS = {
    Method.WECHAT: CodeKind.WECHAT,
    Method.ALIPAY: CodeKind.ALIPAY,
    Method.UNIONPAY: CodeKind.UNIONPAY,
}

_SHAPES = {
    CodeKind.VOUCHER: re.compile(r"424[0-9]{25}"),
    CodeKind.SUISHEN: re.compile(r"https://s\.sh\.gov\.cn/[0-9a-f]{32}[0-9]{13}"),
    CodeKind.HEALTH_CARD: re.compile(r"[0-9A-F]{64}:1"),
    CodeKind.WECHAT: re.compile(r"1[0-5][0-9]{16}"),
    CodeKind.ALIPAY: re.compile(r"(?:2[5-9]|30)[0-9]{14,22}"),
    CodeKind.UNIONPAY: re.compile(r"62[0-9]{17}"),
}


def make(kind: CodeKind, now: datetime) -> str:
    """Make a fresh code. No two are ever the same."""
    match kind:
        case CodeKind.VOUCHER:
            return f"424{_digits(19)}310000"  # province 31, four for extensions
        case CodeKind.SUISHEN:
            millis = int(now.timestamp() * 1000)
            return f"https://s.sh.gov.cn/{secrets.token_hex(16)}{millis:013d}"
        case CodeKind.HEALTH_CARD:
            return f"{secrets.token_hex(32).upper()}:1"
        case CodeKind.WECHAT:
            return f"13{_digits(16)}"
        case CodeKind.ALIPAY:
            return f"28{_digits(16)}"
        case CodeKind.UNIONPAY:
            return f"62{_digits(17)}"
    raise ValueError(f"nobody issues {kind.value} codes")


def make_shown(method: Method) -> str:
    """Make the text of a code that the kiosk shows, and a phone scans."""
    token = secrets.token_hex(10)
    match method:
        case Method.WECHAT:
            return f"weixin://wxpay/bizpayurl?pr={token}"
        case Method.ALIPAY:
            return f"https://qr.alipay.com/{token}"
        case Method.UNIONPAY:
            return f"https://qr.95516.com/00010000/{token}"
    raise ValueError(f"nobody shows codes of {method.value}")


def looks_like(text: str, kind: CodeKind) -> bool:
    return _SHAPES[kind].fullmatch(text) is not None


def identifies(text: str) -> bool:
    """Whether the text has the shape of some code that says who one is."""
    return any(looks_like(text, kind) for kind in IDENTITY_KINDS)


def is_fresh(code: IssuedCode, now: datetime, valid_s: float) -> bool:
    return now - code.issued_at <= timedelta(seconds=valid_s)


def _digits(count: int) -> str:
    return f"{secrets.randbelow(10**count):0{count}d}"
