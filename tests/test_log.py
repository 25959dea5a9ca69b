"""Log lines are events with listed fields."""

import json
import logging

import pytest

from kiosk.app import log


def test_no_field_takes_the_place_of_what_every_line_says() -> None:
    always = {"at", "up", "level", "event"}
    assert not always & log.Fields.__annotations__.keys()


def test_a_line_goes_by_its_own_name(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="kiosk"):
        log.info("payment.moved", key="k", fact="Opened", state="Charging")
    line = json.loads(caplog.messages[-1])
    assert line["event"] == "payment.moved"
    assert line["fact"] == "Opened"
