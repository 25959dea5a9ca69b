"""An amount in the capital figures that official paper wants: 壹佰捌拾捌元贰角壹分."""

from kiosk.model.money import Money

LARGEST = Money(9_999_999_999_99)

_FIGURES = "零壹贰叁肆伍陆柒捌玖"
_PLACES = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿")


def capital_amount(amount: Money) -> str:
    """Write an amount out. A reversal begins with 负; too large is a ValueError."""
    if abs(amount.fen) > LARGEST.fen:
        raise ValueError("an amount on paper has at most ten places before the point")
    yuan, fen = divmod(abs(amount.fen), 100)
    sign = "负" if amount.fen < 0 else ""
    return sign + _together(_yuan(yuan), _jiao_and_fen(fen, after_yuan=yuan > 0))


def _together(yuan: str, rest: str) -> str:
    if not rest:
        return (yuan or "零") + "元整"
    return (yuan + "元" if yuan else "") + rest


def _jiao_and_fen(amount: int, *, after_yuan: bool) -> str:
    jiao, fen = divmod(amount, 10)
    if jiao and fen:
        return f"{_FIGURES[jiao]}角{_FIGURES[fen]}分"
    if jiao:
        return f"{_FIGURES[jiao]}角整"
    if fen:
        return ("零" if after_yuan else "") + f"{_FIGURES[fen]}分"
    return ""


def _yuan(yuan: int) -> str:
    """Write whole yuan, in groups of four places; nothing for none."""
    written = ""
    for group in reversed(range(len(_GROUPS))):
        value = _group(yuan, group)
        if not value:
            continue
        # One 零 stands for all the places that are empty above this group.
        gap = written and (value < 1000 or not _group(yuan, group + 1))
        written += ("零" if gap else "") + _four_places(value) + _GROUPS[group]
    return written


def _group(yuan: int, group: int) -> int:
    """The four places of a group; the lowest is group 0."""
    for _ in range(group):
        yuan //= 10_000
    return yuan % 10_000


def _four_places(value: int) -> str:
    written, gap = "", False
    for place in reversed(range(4)):
        figure = value // 10**place % 10
        if figure:
            zero = "零" if gap and written else ""
            written += zero + _FIGURES[figure] + _PLACES[place]
            gap = False
        else:
            gap = True
    return written
