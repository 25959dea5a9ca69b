"""A screen that is heard: all that stands on it, and to the others nothing private."""

import threading
from array import array
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from drivers.port import Speechless, Tone
from drivers.sim.speaker import SimSpeaker
from drivers.sound import tones
from drivers.sound.alsa import AlsaSpeaker
from drivers.sound.espeak import EspeakVoice
from drivers.sound.recorded import INDEX, RecordedVoice, write
from kiosk.app.gallery.states import HOSPITAL, SAMPLES, WINDOW
from kiosk.app.narrator import Narrator
from tests.lobby import Lobby
from ui import languages
from ui.pointer import Pointer
from ui.speech import numbers, reading
from ui.speech.prompts import Prompts, recordable, said
from ui.speech.script import Kind, Part, Script, audible, texts
from ui.speech.teller import Teller

AMOUNT = "¥ 89.27"
SPOKEN_AMOUNT = "八十九元二角七分"
# What came from outside: names, items, places, numbers. Each stands on some sample.
PERSONAL = (
    *("欧阳*珍", "王*明", "王*国"),
    *("血常规", "C反应蛋白", "留置针"),
    *("老年医学科", "阿依古丽"),
    *("01007", "0012"),
)


@dataclass(slots=True)
class Mouth:
    """Notes what it is told to say."""

    said: list[tuple[Script, bool]] = field(default_factory=list)
    tones: list[str] = field(default_factory=list)
    hushed: int = 0

    def say(self, script: Script, tongue: str, *, asked: bool, tone: str = "") -> None:
        if script:
            self.said.append((script, asked))
        if tone:
            self.tones.append(tone)

    def hush(self) -> None:
        self.hushed += 1


@pytest.fixture(scope="module")
def house() -> Iterator[Lobby]:
    with Lobby() as lobby:
        yield lobby


@pytest.fixture
def mouth() -> Mouth:
    return Mouth()


@pytest.fixture
def lobby(house: Lobby) -> Lobby:
    house.show(SAMPLES["out_of_service"])
    house.show(SAMPLES["welcome"])
    house.posted.clear()
    return house


@pytest.fixture
def teller(lobby: Lobby, mouth: Mouth) -> Teller:
    window = lobby.window
    return Teller(window.root, window.view_model, mouth, (HOSPITAL, WINDOW))


# Numbers.


@pytest.mark.parametrize(
    ("value", "chinese", "english"),
    [
        (0, "零", "zero"),
        (10, "十", "ten"),
        (12, "十二", "twelve"),
        (20, "二十", "twenty"),
        (105, "一百零五", "one hundred five"),
        (110, "一百一十", "one hundred ten"),
        (1004, "一千零四", "one thousand four"),
        (10_500, "一万零五百", "ten thousand five hundred"),
        (120_450, "十二万零四百五十", "one hundred twenty thousand four hundred fifty"),
        (100_010_001, "一亿零一万零一", "one hundred million ten thousand one"),
    ],
)
def test_a_number_is_said_as_people_say_it(
    value: int, chinese: str, english: str
) -> None:
    assert "".join(numbers.number(value, "zh")) == chinese
    assert " ".join(numbers.number(value, "en")) == english


@pytest.mark.parametrize(
    ("fen", "chinese", "english"),
    [
        (89_27, SPOKEN_AMOUNT, "eighty nine yuan and twenty seven fen"),
        (1_00, "一元整", "one yuan"),
        (50, "零元五角", "zero yuan and fifty fen"),
        (10_07, "十元零七分", "ten yuan and seven fen"),
    ],
)
def test_an_amount_is_said_to_the_fen(fen: int, chinese: str, english: str) -> None:
    assert "".join(numbers.amount(fen, "zh")) == chinese
    assert " ".join(numbers.amount(fen, "en")) == english


def test_every_word_of_a_number_can_be_recorded() -> None:
    for language in languages.known():
        words, tongue = set(recordable(language)), language.tongue
        for value in (*range(2_000), 10**4, 10**8, 10**11 + 10**7):
            assert set(numbers.number(value, tongue)) <= words
            assert set(numbers.amount(value, tongue)) <= words


# What is whose.


def test_the_kiosks_own_words_are_for_all_and_all_else_is_hers() -> None:
    prompts = Prompts(languages.known()[0], (WINDOW,))
    assert prompts.line("未扣款") == (Part("未扣款"),)
    assert prompts.line(WINDOW) == (Part(WINDOW),)
    name, rest = prompts.line("欧阳*珍，点一下可以选中或取消。")
    assert name == Part("欧阳*珍", Kind.PRIVATE)
    assert rest == Part("点一下可以选中或取消")
    assert {part.kind for part in prompts.line(AMOUNT)} == {Kind.AMOUNT}
    assert prompts.line("血常规（五分类）") == (Part("血常规（五分类）", Kind.PRIVATE),)


@pytest.mark.parametrize("english", [False, True])
def test_all_that_stands_on_a_screen_is_said_into_a_headset(
    lobby: Lobby, teller: Teller, english: bool
) -> None:
    lobby.dress(english=english)
    for name, state in SAMPLES.items():
        lobby.show(state)
        heard = [line for line in teller.script() if line]
        seen = reading.texts(lobby.window.root.contentItem())
        assert len(heard) == len([text for text in seen if said(text)]), name
    lobby.dress()


def test_the_loudspeaker_says_nothing_that_came_from_outside(
    lobby: Lobby, teller: Teller
) -> None:
    seen = ""
    for state in SAMPLES.values():
        lobby.show(state)
        script = teller.script()
        loud = texts(audible(script, Kind.PROMPT))
        assert not [one for one in PERSONAL if one in loud]
        assert SPOKEN_AMOUNT not in loud
        seen += texts(script)
    assert [one for one in PERSONAL if one not in seen] == []  # the test can fail


def test_others_hear_of_her_illness_not_even_that_there_is_a_page(
    lobby: Lobby, teller: Teller
) -> None:
    lobby.show(SAMPLES["check_entitlements"])
    assert teller.script()
    assert audible(teller.script(), Kind.AMOUNT) == ()


# When it speaks.


def test_nobody_is_talked_to_who_did_not_ask(
    lobby: Lobby, teller: Teller, mouth: Mouth
) -> None:
    assert teller
    for name in ("bills", "amount_credit", "settled"):
        lobby.show(SAMPLES[name])
    assert mouth.said == []


def test_who_asks_hears_the_amount_and_then_each_screen_without_one(
    lobby: Lobby, teller: Teller, mouth: Mouth
) -> None:
    assert teller
    lobby.show(SAMPLES["amount_credit"])
    lobby.tap("listen")
    (script, asked), *others = mouth.said
    assert asked
    assert others == []
    assert SPOKEN_AMOUNT in texts(audible(script, Kind.AMOUNT))
    lobby.show(SAMPLES["settled"])
    script, asked = mouth.said[-1]
    assert not asked
    assert "缴费成功" in texts(script)


def test_of_a_screen_that_changes_only_what_is_new_is_said(
    lobby: Lobby, teller: Teller, mouth: Mouth
) -> None:
    assert teller
    lobby.show(SAMPLES["settled_no_invoice"])
    lobby.tap("listen")
    mouth.said.clear()
    lobby.show(SAMPLES["settled"])
    [(script, _)] = mouth.said
    assert "缴费成功" not in texts(script)


def test_a_touch_and_a_new_screen_silence_it_at_once(
    lobby: Lobby, teller: Teller, mouth: Mouth
) -> None:
    assert teller
    lobby.show(SAMPLES["bills"])
    before = mouth.hushed
    lobby.tap("bill-1")
    assert mouth.hushed == before + 1
    lobby.window.view_model.show(SAMPLES["amount_credit"])
    assert mouth.hushed == before + 2


def test_the_next_patient_is_not_talked_to(
    lobby: Lobby, teller: Teller, mouth: Mouth
) -> None:
    assert teller
    lobby.show(SAMPLES["bills"])
    lobby.tap("listen")
    lobby.show(SAMPLES["welcome"])
    mouth.said.clear()
    lobby.show(SAMPLES["bills"])
    assert mouth.said == []


def test_a_headset_is_read_to_from_when_it_is_plugged_in(
    lobby: Lobby, teller: Teller, mouth: Mouth
) -> None:
    lobby.show(SAMPLES["bills"])
    teller.plugged.emit(True)
    lobby.settle()
    [(script, _)] = mouth.said
    assert "欧阳" in texts(script)
    lobby.show(SAMPLES["amount_credit"])
    assert len(mouth.said) == 2


def test_a_key_says_what_it_points_to_and_no_more(
    lobby: Lobby, teller: Teller, mouth: Mouth
) -> None:
    pointer = Pointer(lobby.window.root, lobby.window.view_model, teller)
    lobby.show(SAMPLES["settled"])
    pointer.press("next")
    lobby.settle()
    [(script, _)] = mouth.said
    assert len(script) == 1


def test_who_went_away_is_called_aloud(
    lobby: Lobby, teller: Teller, mouth: Mouth
) -> None:
    assert teller
    lobby.show(SAMPLES["idle"])
    [(script, _)] = mouth.said
    assert audible(script, Kind.PROMPT)


@pytest.mark.parametrize(
    ("before", "now", "tone"),
    [
        ("scan", "identifying", "read"),
        ("welcome", "identifying", "read"),
        ("payment_scan", "paying_charging", "read"),
        ("paying_charging", "settled", "done"),
        ("paying_charging", "declined_not_enough", ""),
        ("identifying", "trouble_central_silent", "failed"),
        ("printing", "collected", "done"),
        ("bills", "quoting", ""),
        ("welcome", "scan", ""),
    ],
)
def test_a_code_that_was_read_and_an_end_are_heard_by_all(
    lobby: Lobby, teller: Teller, mouth: Mouth, before: str, now: str, tone: str
) -> None:
    assert teller
    lobby.show(SAMPLES[before])
    mouth.tones.clear()
    lobby.show(SAMPLES[now])
    assert mouth.tones == [tone] * bool(tone)
    assert mouth.said == []


def test_the_sounds_tell_each_other_apart() -> None:
    sounds = [tones.samples(tone) for tone in Tone]
    assert len({len(one) for one in sounds}) == len(sounds)
    assert all(max(map(abs, array("h", one))) > 5_000 for one in sounds)
    assert all(array("h", one)[0] == 0 for one in sounds)  # nothing clicks


# The narrator.


class Aloud:
    """A voice whose sound is its words."""

    def say(self, pieces: Sequence[str], tongue: str) -> bytes:
        return " ".join(pieces).encode("utf-16-le")


class Here:
    """A hand that does it at once, or keeps it for later."""

    def __init__(self) -> None:
        self.kept: list[Callable[[], None]] = []
        self.waits = False

    def submit(self, job: Callable[[], None]) -> bool:
        self.kept.append(job) if self.waits else job()
        return True


SCRIPT: Script = (
    (Part("请核对金额"),),
    (Part("欧阳*珍", Kind.PRIVATE), Part("共")),
    (Part("一", Kind.AMOUNT), Part("元", Kind.AMOUNT)),
)


@dataclass(slots=True)
class Booth:
    """A narrator and all that it speaks through."""

    speaker: SimSpeaker = field(default_factory=SimSpeaker)
    hand: Here = field(default_factory=Here)

    @property
    def narrator(self) -> Narrator:
        return Narrator(Aloud(), self.speaker, self.hand)

    @property
    def heard(self) -> list[str]:
        return [sound.decode("utf-16-le") for sound in self.speaker.loud]


def test_without_a_headset_amounts_need_a_touch_and_names_are_never_said() -> None:
    unasked, asked = Booth(), Booth()
    unasked.narrator.say(SCRIPT, "zh", asked=False)
    asked.narrator.say(SCRIPT, "zh", asked=True)
    assert unasked.heard == ["请核对金额", "共"]
    assert asked.heard == ["请核对金额", "共", "一 元"]


def test_with_a_headset_all_is_said_into_it_and_nothing_aloud() -> None:
    booth = Booth()
    booth.speaker.headset = True
    booth.narrator.say(SCRIPT, "zh", asked=False)
    assert booth.heard == []
    assert [sound.decode("utf-16-le") for sound in booth.speaker.private] == [
        "请核对金额",
        "欧阳*珍 共",
        "一 元",
    ]


def test_a_headset_that_is_pulled_out_ends_what_was_private() -> None:
    booth = Booth()
    booth.speaker.headset = True
    narrator, stop = booth.narrator, threading.Event()
    seen: list[bool] = []

    def changed(there: bool) -> None:
        seen.append(there)
        if there:
            narrator.say(SCRIPT, "zh", asked=False)
            booth.speaker.headset = False
        else:
            stop.set()

    narrator.watch(changed, stop)
    assert seen == [True, False]
    assert booth.speaker.hushed > 1
    assert booth.heard == []


def test_a_sound_comes_before_the_words() -> None:
    booth = Booth()
    booth.narrator.say(SCRIPT[:1], "zh", asked=False, tone="done")
    assert booth.speaker.loud[0] == tones.samples(Tone.DONE)
    assert len(booth.speaker.loud) == 2


def test_a_headset_that_goes_while_the_voice_is_at_work_lets_nothing_out() -> None:
    booth = Booth()
    booth.speaker.headset = True

    class PulledOut(Aloud):
        def say(self, pieces: Sequence[str], tongue: str) -> bytes:
            booth.speaker.headset = False
            return super().say(pieces, tongue)

    narrator = Narrator(PulledOut(), booth.speaker, booth.hand)
    narrator.say(SCRIPT, "zh", asked=False)
    assert booth.heard == []


def test_what_was_hushed_before_it_began_is_not_said() -> None:
    booth = Booth()
    booth.hand.waits = True
    narrator = booth.narrator
    narrator.say(SCRIPT, "zh", asked=True)
    narrator.hush()
    booth.hand.kept.pop()()
    assert booth.heard == []


def test_a_voice_that_fails_is_silence_and_no_more() -> None:
    class Hoarse:
        def say(self, pieces: Sequence[str], tongue: str) -> bytes:
            raise Speechless("espeak-ng does not speak")

    booth = Booth()
    Narrator(Hoarse(), booth.speaker, booth.hand).say(SCRIPT, "en", asked=True)
    assert booth.heard == []


# Voices and cards.


def test_a_voice_that_is_not_installed_says_so() -> None:
    with pytest.raises(Speechless):
        EspeakVoice("no-such-program").say(["你好"], "zh")


def test_recordings_are_played_and_only_what_is_missing_is_spoken(
    tmp_path: Path,
) -> None:
    assert write(tmp_path, Aloud(), ["缴费 成功", "元"], "zh") == 2
    assert write(tmp_path, Aloud(), ["缴费 成功", "角"], "zh") == 1

    class Free:
        def say(self, pieces: Sequence[str], tongue: str) -> bytes:
            return f"<{'|'.join(pieces)}>".encode("utf-16-le")

    voice = RecordedVoice(tmp_path, Free())
    heard = voice.say(["缴费 成功", "八", "九", "元"], "zh").decode("utf-16-le")
    assert heard.replace(" ", "") == "缴费成功<八|九>元"
    assert voice.say(["元"], "en") == "<元>".encode("utf-16-le")


@pytest.mark.parametrize("line", ["zh", "zh\t../../etc/passwd\t元", "\t\t"])
def test_an_index_that_makes_no_sense_is_refused(tmp_path: Path, line: str) -> None:
    (tmp_path / INDEX).write_text(line + "\n")
    with pytest.raises(ValueError, match=INDEX):
        RecordedVoice(tmp_path, Aloud())


def card(folder: Path, script: str) -> str:
    """A program that stands for aplay and its sound card."""
    program = folder / "aplay"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return str(program)


def test_a_sound_goes_to_the_card_whole(tmp_path: Path) -> None:
    out = tmp_path / "heard"
    program = card(tmp_path, f'echo "$@" > {out}.args; cat > {out}')
    speaker = AlsaSpeaker("hw:1", program=program)
    speaker.play(b"\1\0" * 100, lambda: True)
    assert out.read_bytes() == b"\1\0" * 100
    assert "-D hw:1" in Path(f"{out}.args").read_text()
    assert speaker.condition().usable
    assert not speaker.has_headset()


def test_a_hushed_sound_ends_at_once_and_nothing_is_wrong(tmp_path: Path) -> None:
    begun = tmp_path / "begun"
    program = card(tmp_path, f"echo > {begun}; exec sleep 60")
    speaker = AlsaSpeaker(program=program)
    playing = threading.Thread(target=speaker.play, args=(b"\0" * 8, lambda: True))
    playing.start()
    while not begun.exists():
        threading.Event().wait(0.01)
    speaker.hush()
    playing.join(10)
    assert not playing.is_alive()


def test_what_is_not_wanted_any_more_does_not_begin(tmp_path: Path) -> None:
    out = tmp_path / "heard"
    AlsaSpeaker(program=card(tmp_path, f"cat > {out}")).play(b"\0\0", lambda: False)
    assert not out.exists()


@pytest.mark.parametrize("script", ["exit 1", None])
def test_a_card_that_is_not_there_is_said(tmp_path: Path, script: str | None) -> None:
    program = card(tmp_path, script) if script else "no-such-program"
    speaker = AlsaSpeaker(program=program)
    with pytest.raises(Speechless):
        speaker.play(b"\0\0", lambda: True)
    assert not speaker.condition().usable


def test_a_jack_that_is_no_jack_has_no_headset(tmp_path: Path) -> None:
    (tmp_path / "jack").write_bytes(b"")
    assert not AlsaSpeaker(jack=str(tmp_path / "jack")).has_headset()
    assert not AlsaSpeaker(jack=str(tmp_path / "none")).has_headset()
