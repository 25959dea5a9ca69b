"""The words for what a camera sees: what was measured, and what to do about it."""

from PySide6.QtCore import QCoreApplication

from kiosk.model.sight import Finding, Measure, What

translate = QCoreApplication.translate


def names() -> dict[What, str]:
    return {
        What.SHARPNESS: translate("Sight", "Sharpness"),
        What.LIGHT: translate("Sight", "Light"),
        What.SIZE: translate("Sight", "Size of the code"),
        What.TIME: translate("Sight", "Time"),
        What.READ: translate("Sight", "Reading"),
    }


def words(measure: Measure) -> str:
    """What it comes to, and the numbers it is said by."""
    found = translate("Sight", "{what}: {found}")
    found = found.format(what=names()[measure.what], found=_found(measure))
    return " · ".join(filter(None, [found, _numbers(measure)]))


def _found(measure: Measure) -> str:
    if measure.finding is Finding.GOOD:
        return _well()[measure.what]
    return _advice()[measure.finding]


def _numbers(measure: Measure) -> str:
    match measure.what, measure.values:
        case What.SHARPNESS, (detail,):
            text = translate("Sight", "detail {detail}")
            return text.format(detail=f"{detail:.0f}")
        case What.SHARPNESS, (detail, share):
            text = translate("Sight", "edges {share} of a module, detail {detail}")
            return text.format(share=f"{share:.2f}", detail=f"{detail:.0f}")
        case What.LIGHT, (dark, clipped):
            text = translate("Sight", "{dark} black, {clipped} blown out")
            return text.format(dark=f"{dark:.0%}", clipped=f"{clipped:.0%}")
        case What.SIZE, (module,):
            text = translate("Sight", "{dots} dots a module")
            return text.format(dots=f"{module:.1f}")
        case What.TIME, (took_ms,):
            text = translate("Sight", "{ms} ms a picture")
            return text.format(ms=f"{took_ms:.0f}")
        case What.READ, (read,):
            text = translate("Sight", "{share} of the last pictures")
            return text.format(share=f"{read:.0%}")
    return ""


def _well() -> dict[What, str]:
    return {
        What.SHARPNESS: translate("Sight", "sharp"),
        What.LIGHT: translate("Sight", "well lit"),
        What.SIZE: translate("Sight", "large enough"),
        What.TIME: translate("Sight", "quick"),
        What.READ: translate("Sight", "steady"),
    }


def _advice() -> dict[Finding, str]:
    return {
        Finding.NO_CODE: translate("Sight", "no code in sight"),
        Finding.SOFT: translate("Sight", "a little soft: clean the lens"),
        Finding.BLURRED: translate("Sight", "blurred: clean the lens, set its focus"),
        Finding.DARK: translate("Sight", "too dark: more light, a brighter phone"),
        Finding.COVERED: translate("Sight", "black: uncover the lens"),
        Finding.BRIGHT: translate("Sight", "too bright: shade it, expose it less"),
        Finding.SMALL: translate("Sight", "small: hold it closer"),
        Finding.TINY: translate("Sight", "too small: hold it closer"),
        Finding.SLOW: translate("Sight", "rather slow"),
        Finding.TOO_SLOW: translate("Sight", "slow: is the machine busy?"),
        Finding.SELDOM: translate("Sight", "now and then"),
        Finding.UNREAD: translate("Sight", "seen, and not read"),
    }
