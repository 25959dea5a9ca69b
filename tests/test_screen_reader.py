"""A whole visit by a screen reader alone: AT-SPI on an X display, a client not Qt's.

She holds up her phone, hears what is told, and has it press what it told her of.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.app.demo.scene import Scene
from tests.at_spi.desk import HOW_TO_INSTALL, Node, Reader, desk, is_missing
from tests.spoken import misplaced

pytestmark = pytest.mark.skipif(is_missing(), reason=HOW_TO_INSTALL)

SIZE = (540, 960)


@pytest.fixture(scope="module")
def scene() -> Iterator[Scene]:
    with Scene() as scene:
        yield scene


@pytest.fixture
def reader(scene: Scene, tmp_path: Path) -> Iterator[Reader]:
    config = scene.write_config(data=tmp_path, screen_px=SIZE)
    command = [sys.executable, "-m", "kiosk", "run", "--config", str(config)]
    with desk(command, "{}x{}x24".format(*SIZE)) as reader:
        yield reader


def test_who_cannot_see_pays_by_what_she_is_told(reader: Reader, scene: Scene) -> None:
    follows(reader.hears("您好", "缴费", "离院前查一查"))
    scene.scanner.present(scene.sandbox.fresh_codes("P1008")["voucher"].encode())
    bills = reader.hears("请选择要缴的费用", "欧阳*明")
    follows(bills)
    assert [one.role for one in bills].count("check box") == 3
    reader.presses("下一步")
    amount = reader.hears("请核对金额", "未扣款")
    follows(amount)
    assert "您需支付, ¥" in " ".join(one.name for one in amount)
    reader.presses("一键支付")
    follows(reader.hears("缴费成功", "已扣款"))
    assert len(scene.sandbox.books()["settlements"]) == 1
    reader.presses("完成")
    after = reader.hears("您好")
    assert "欧阳" not in " ".join(one.name for one in after)


def follows(told: list[Node]) -> None:
    """Whether what is told can be understood, and in the order in which it stands."""
    frame, *nodes = told
    assert frame.role == "frame"
    assert any(one.role == "heading" for one in nodes)
    assert "求助" in [one.name for one in nodes if one.is_control]
    assert all(one.name for one in nodes)
    for one in nodes:
        roles = ("push button", "check box") if one.is_control else ("label", "heading")
        assert one.role in roles, one
        assert frame.area.contains(one.area), one
    assert [*misplaced([(one.name, one.area) for one in nodes])] == []
