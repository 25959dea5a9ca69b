"""What the screens say of a code that a phone is to scan."""

from dataclasses import replace

from PySide6.QtCore import QSize

from kiosk.app.gallery.states import PORTRAIT, SAMPLES
from kiosk.flows.payment_states import AwaitingPayer, Closing
from kiosk.flows.visit_events import ChannelTapped, Tap, VisitEvent
from kiosk.flows.visit_states import Paying
from kiosk.model.intent import Method
from tests.lobby import offscreen_app
from ui.visit_view_model import VisitViewModel


class Clock:
    """Stands still until a test moves it."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def a_visit(posted: list[VisitEvent], clock: Clock) -> VisitViewModel:
    offscreen_app()
    return VisitViewModel(posted.append, PORTRAIT, clock)


def test_the_way_is_offered_only_where_the_hospital_has_it() -> None:
    visit = a_visit([], Clock())
    visit.show(SAMPLES["payment_scan"])
    assert not visit.shown_model.property("offered")
    visit.show(SAMPLES["payment_scan_shown"])
    assert visit.shown_model.property("offered")


def test_a_touch_begins_it_and_another_chooses_the_channel() -> None:
    posted: list[VisitEvent] = []
    clock = Clock()
    visit = a_visit(posted, clock)
    visit.show(SAMPLES["payment_scan_shown"])
    visit.shown_model.begin()
    visit.show(SAMPLES["channel"])
    clock.now += 2
    visit.shown_model.choose(1)
    assert posted == [Tap.SHOW_CODE, ChannelTapped(Method.ALIPAY)]


def test_what_is_left_is_said_in_words_and_never_below_nothing() -> None:
    clock = Clock()
    visit = a_visit([], clock)
    visit.show(SAMPLES["shown"])
    assert visit.shown_model.property("left") == "Good for 2 min 0 s more"
    clock.now += 75
    assert visit.shown_model.property("left") == "Good for 45 s more"
    clock.now += 75
    assert visit.shown_model.property("left") == "Good for 0 s more"


def test_being_asked_after_gives_it_no_more_time() -> None:
    clock = Clock()
    visit = a_visit([], clock)
    shown = SAMPLES["shown"]
    assert isinstance(shown, Paying)
    visit.show(shown)
    clock.now += 75
    assert isinstance(shown.payment, AwaitingPayer)
    asked = replace(shown.payment, asked=3)
    visit.show(replace(shown, payment=asked))
    assert visit.shown_model.property("left") == "Good for 45 s more"


def test_the_code_goes_from_the_screen_the_moment_she_goes_back() -> None:
    visit = a_visit([], Clock())
    shown = SAMPLES["shown"]
    assert isinstance(shown, Paying)
    visit.show(shown)
    assert visit.property("screen") == "ShownScreen"
    assert visit.property("returnable")
    address = visit.collecting_model.easel.address
    assert not visit.collecting_model.easel.draw(address, QSize(100, 100)).isNull()
    visit.show(replace(shown, has_gone_back=True))
    assert visit.property("screen") == "PayingScreen"
    assert not visit.property("returnable")
    assert visit.collecting_model.easel.draw(address, QSize(100, 100)).isNull()
    visit.show(Paying(shown.quoted, Closing(shown.payment.intent)))
    assert visit.property("title") == "Closing the code"
