"""Central keeps to its own description, whatever it is sent. `python -m tests.api_fuzz`
takes longer."""

import pytest

from kiosk.central.port import Reason
from kiosk.sandbox.settings import Settings
from tests.api_fuzz.face import described
from tests.api_fuzz.run import feed
from tests.at_central import Clock, Kiosk, a_central, new_key

EXAMPLES = 3


def test_every_reply_is_one_that_is_described(own_database: str) -> None:
    with described(own_database) as schema:
        operations = [found.ok() for found in schema.get_all_operations()]
        assert len(operations) > 40
        assert [fault for one in operations for fault in feed(one, EXAMPLES)] == []


@pytest.mark.parametrize("day", ["0", "86400", "2026-03-02T00:00:00", "2026-W10-1"])
def test_a_day_is_year_month_and_day(day: str) -> None:
    clock = Clock()
    with a_central(clock, Settings()) as url:
        kiosk = Kiosk(url, clock)
        with kiosk.session:
            assert kiosk.get(f"/v1/days/{day}").status_code == 400
            assert kiosk.get("/v1/days/2026-03-02").status_code == 200


@pytest.mark.parametrize("about", ["\0", "a\nb", "\x7f"])
def test_text_with_control_characters_is_refused(own_database: str, about: str) -> None:
    clock = Clock()
    with a_central(clock, Settings(), own_database) as url:
        kiosk = Kiosk(url, clock)
        with kiosk.session:
            case = {
                "case_id": "C1",
                "kind": "late_success",
                "payment_key": "p1",
                "opened_at": "2026-03-02T12:00:00+08:00",
                "about": about,
            }
            assert kiosk.post("/v1/cases", case, new_key()).status_code == 400
            assert kiosk.identify(f"4{about}").json() == {"reason": Reason.CODE_INVALID}
            case["about"] = "a word"
            assert kiosk.post("/v1/cases", case, new_key()).status_code == 200


def test_an_id_that_no_database_can_keep_is_refused(own_database: str) -> None:
    clock = Clock()
    with a_central(clock, Settings(), own_database) as url:
        kiosk = Kiosk(url, clock)
        with kiosk.session:
            for page in ("people/%00/codes", "bills/%00/take-back"):
                assert kiosk.post(f"/sandbox/{page}").status_code == 400
