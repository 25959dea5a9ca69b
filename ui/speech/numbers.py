"""Numbers as they are said, put together from few words that can be recorded.

One that is neither Chinese nor English is said in figures, which a voice can read.
Chinese counts in ten thousands: 12 0450 is 一十二万零四百五十, and 2 before a hundred
stays 二, which everybody understands.
"""

DIGITS_ZH = "零一二三四五六七八九"
UNITS_ZH = ("", "十", "百", "千")
SECTIONS_ZH = ("", "万", "亿")
ONES_EN = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"),
    *("ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen"),
    *("seventeen", "eighteen", "nineteen"),
)
TENS_EN = (
    *("twenty", "thirty", "forty", "fifty"),
    *("sixty", "seventy", "eighty", "ninety"),
)
SECTIONS_EN = ("", "thousand", "million", "billion")
WORDS = {
    "zh": (*DIGITS_ZH, *UNITS_ZH[1:], *SECTIONS_ZH[1:], "元", "角", "分", "整"),
    "en": (*ONES_EN, *TENS_EN, "hundred", *SECTIONS_EN[1:], "yuan", "and", "fen"),
}
LARGEST = 10**12


def number(value: int, tongue: str) -> tuple[str, ...]:
    """Say a whole number, word by word. ValueError unless 0 <= value < 10**12."""
    if not 0 <= value < LARGEST:
        raise ValueError("no such number is said here")
    match tongue:
        case "zh":
            words = _chinese(value)
            return tuple(words[1:] if words[:2] == ["一", "十"] else words)  # 十二
        case "en":
            return tuple(_english(value))
        case _:
            return (str(value),)


def amount(fen: int, tongue: str) -> tuple[str, ...]:
    """Say an amount in fen: 八十九元二角七分, eighty nine yuan and twenty seven fen."""
    yuan, rest = divmod(fen, 100)
    match tongue:
        case "zh":
            return _chinese_amount(yuan, rest)
        case "en":
            words = (*_english(yuan), "yuan")
            return (*words, "and", *_english(rest), "fen") if rest else words
        case _:
            return (f"{yuan}.{rest:02}", "yuan")


def _chinese_amount(yuan: int, rest: int) -> tuple[str, ...]:
    words = [*number(yuan, "zh"), "元"]
    jiao, cent = divmod(rest, 10)
    if not rest:
        return (*words, "整")
    if jiao:
        words += [DIGITS_ZH[jiao], "角"]
    elif cent:
        words.append("零")
    if cent:
        words += [DIGITS_ZH[cent], "分"]
    return tuple(words)


def _chinese(value: int) -> list[str]:
    if value < 10:
        return [DIGITS_ZH[value]]
    sections: list[int] = []
    while value:
        value, section = divmod(value, 10_000)
        sections.append(section)
    words: list[str] = []
    owes_zero = False
    for place in range(len(sections) - 1, -1, -1):
        section = sections[place]
        if not section:
            owes_zero = bool(words)
            continue
        if words and (owes_zero or section < 1000):
            words.append(DIGITS_ZH[0])
        words += _section(section)
        if SECTIONS_ZH[place]:
            words.append(SECTIONS_ZH[place])
        owes_zero = False
    return words


def _section(value: int) -> list[str]:
    """One to 9999."""
    words: list[str] = []
    owes_zero = False
    for place in range(3, -1, -1):
        digit = value // 10**place % 10
        if not digit:
            owes_zero = bool(words)
            continue
        if owes_zero:
            words.append(DIGITS_ZH[0])
        words.append(DIGITS_ZH[digit])
        if UNITS_ZH[place]:
            words.append(UNITS_ZH[place])
        owes_zero = False
    return words


def _english(value: int) -> list[str]:
    if not value:
        return [ONES_EN[0]]
    sections: list[int] = []
    while value:
        value, section = divmod(value, 1000)
        sections.append(section)
    words: list[str] = []
    for place in range(len(sections) - 1, -1, -1):
        section = sections[place]
        if section:
            words += _hundreds(section)
            words += [SECTIONS_EN[place]] if place else []
    return words


def _hundreds(value: int) -> list[str]:
    words: list[str] = []
    hundreds, rest = divmod(value, 100)
    if hundreds:
        words += [ONES_EN[hundreds], "hundred"]
    if rest >= 20:
        tens, rest = divmod(rest, 10)
        words.append(TENS_EN[tens - 2])
    if rest:
        words.append(ONES_EN[rest])
    return words
