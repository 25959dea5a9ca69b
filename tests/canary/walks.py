"""What people do on that day: every service, and what goes wrong with each."""

import inspect
from collections.abc import Callable
from pathlib import Path

from kiosk.app.demo.scene import Scene
from tests import test_live_walks
from tests.live import Patient

Walk = Callable[[Patient, Scene, Path], None]


def every_walk() -> dict[str, Walk]:
    """The walks that the tests know, and those that are only for this day."""
    known = dict(inspect.getmembers(test_live_walks, inspect.isfunction))
    tests = {name: one for name, one in known.items() if name.startswith("test_")}
    return {name: _with_what_it_wants(one) for name, one in tests.items()} | {
        one.__name__: one for one in UNLUCKY
    }


def she_cancels_on_her_phone(patient: Patient, scene: Scene, _: Path) -> None:
    patient.shows("P1012")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.sees("付款码")
    patient.shows("P1012", "wechat")
    patient.sees("未扣款")
    patient.has_before_her("confirm")


def she_goes_away_before_paying(patient: Patient, scene: Scene, _: Path) -> None:
    patient.shows("P1007")
    patient.touches_it("detail-0")
    patient.touches_it("closeDetail")
    patient.touches_it("cancel")
    patient.has_before_her("start")


def the_answer_about_the_money_is_lost(patient: Patient, scene: Scene, _: Path) -> None:
    scene.sandbox.fail("charge", "drop_after")
    scene.sandbox.fail("settle", "drop_after")
    scene.sandbox.fail("invoice", "error", times=2)
    patient.shows("P1001")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.sees("已扣款")


def central_speaks_of_somebody_else(patient: Patient, scene: Scene, _: Path) -> None:
    scene.sandbox.fail("bills", "wrong_patient", times=9)
    patient.shows("P1008")
    patient.has_before_her("back")


def central_sends_half_a_reply(patient: Patient, scene: Scene, _: Path) -> None:
    scene.sandbox.fail("pre_settle", "truncated", times=9)
    patient.shows("P1008")
    patient.touches_it("confirm")
    patient.has_before_her("back")


def the_slip_is_torn_and_the_invoice_jams(
    patient: Patient, scene: Scene, _: Path
) -> None:
    patient.shows("P1008")
    patient.touches_it("confirm")
    patient.touches_it("confirm")
    patient.sees("已扣款")
    scene.receipt_printer.jam_next_slip()
    scene.page_printer.unplug_during_next_job()
    patient.touches_it("printReceipt")
    patient.touches_it("printInvoice")
    patient.sees("已扣款")
    scene.receipt_printer.mend()
    scene.page_printer.replug()


UNLUCKY: tuple[Walk, ...] = (
    she_cancels_on_her_phone,
    she_goes_away_before_paying,
    the_answer_about_the_money_is_lost,
    central_speaks_of_somebody_else,
    central_sends_half_a_reply,
    the_slip_is_torn_and_the_invoice_jams,
)


def _with_what_it_wants(test: Callable[..., None]) -> Walk:
    wanted = inspect.signature(test).parameters

    def walk(patient: Patient, scene: Scene, config: Path) -> None:
        offered = {"patient": patient, "scene": scene, "config": config}
        test(**{name: offered[name] for name in wanted})

    return walk
