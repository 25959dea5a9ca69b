"""The languages of the kiosk: English, in which its texts are written, and every one
that has a catalogue, translations/kiosk_CODE.ts. Such a file is all that a language
needs; its translation of "English" in the context Language is the language's own name.
"""

from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLocale, QTranslator

FOLDER = Path(__file__).parent / "translations"
PREFIX = "kiosk_"


@dataclass(frozen=True, slots=True)
class Language:
    """`code` as Qt's locales have it (zh_CN); `name` in the language itself."""

    code: str
    name: str

    @property
    def tongue(self) -> str:
        """What a voice needs to know of it: zh."""
        return self.code.partition("_")[0]


CHINESE = "zh_CN"  # what is spoken to whoever has not chosen
ENGLISH = Language("en", "English")


class NoSuchLanguage(Exception):
    """There is no compiled catalogue; `python -m ui.translate` makes them."""


def known() -> tuple[Language, ...]:
    """Chinese, English, then the others by their code. Raise NoSuchLanguage."""
    codes = {file.stem.removeprefix(PREFIX) for file in FOLDER.glob(f"{PREFIX}*.qm")}
    others = sorted(codes - {CHINESE})
    return (_named(CHINESE), ENGLISH, *map(_named, others))


def source_of(language: Language) -> Path:
    """The catalogue in which its texts are found; English stands in each."""
    return _catalogue(CHINESE if language == ENGLISH else language.code, ".ts")


class Tongue:
    """What the whole program speaks just now: texts, days and months."""

    def __init__(self) -> None:
        self._translator: QTranslator | None = None

    def speak(self, language: Language) -> None:
        """Raise NoSuchLanguage."""
        translator = None if language == ENGLISH else _translator(language.code)
        self.silence()
        if translator:
            QCoreApplication.installTranslator(translator)
        self._translator = translator
        QLocale.setDefault(QLocale(language.code))

    def silence(self) -> None:
        """Leave the program as it was before it spoke."""
        if self._translator:
            QCoreApplication.removeTranslator(self._translator)
        self._translator = None
        QLocale.setDefault(QLocale.system())


def _named(code: str) -> Language:
    name = _translator(code).translate("Language", ENGLISH.name)
    return Language(code, name or QLocale(code).nativeLanguageName())


def _translator(code: str) -> QTranslator:
    translator = QTranslator()
    if not translator.load(str(_catalogue(code, ".qm"))):
        raise NoSuchLanguage(f"no {code}: run `python -m ui.translate` first")
    return translator


def _catalogue(code: str, suffix: str) -> Path:
    return FOLDER / f"{PREFIX}{code}{suffix}"
