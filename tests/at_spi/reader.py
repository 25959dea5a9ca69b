"""Reads the accessible tree of one application, and presses what is in it.

Runs under the system's Python, whose `gi` speaks AT-SPI; knows nothing of the kiosk.
One JSON object a line: {"do": "read"} or {"do": "press", "name": ...}.
"""

import json
import sys
from collections.abc import Iterator
from typing import Any

import gi

gi.require_version("Atspi", "2.0")
from gi.repository import Atspi, GLib  # noqa: E402 - after the version

WANTED = (
    Atspi.StateType.SHOWING,
    Atspi.StateType.ENABLED,
    Atspi.StateType.CHECKED,
    Atspi.StateType.FOCUSABLE,
)


def window(pid: int) -> Any:
    desktop = Atspi.get_desktop(0)
    for at in range(desktop.get_child_count()):
        application = desktop.get_child_at_index(at)
        if application is not None and application.get_process_id() == pid:
            for inner in range(application.get_child_count()):
                return application.get_child_at_index(inner)
    return None


def walk(node: Any, depth: int = 0) -> Iterator[tuple[Any, int]]:
    yield node, depth
    for at in range(node.get_child_count()):
        child = node.get_child_at_index(at)
        if child is not None:
            yield from walk(child, depth + 1)


def described(node: Any, depth: int) -> dict[str, object]:
    states = node.get_state_set()
    place = node.get_extents(Atspi.CoordType.WINDOW)
    action = node.get_action_iface()
    return {
        "role": node.get_role_name(),
        "name": node.get_name() or "",
        "depth": depth,
        "place": [place.x, place.y, place.width, place.height],
        "states": [one.value_nick for one in WANTED if states.contains(one)],
        "actions": [
            Atspi.Action.get_action_name(action, at)
            for at in range(action.get_n_actions())
        ]
        if action is not None
        else [],
    }


def press(root: Any, name: str) -> bool:
    for node, _ in walk(root):
        states = node.get_state_set()
        action = node.get_action_iface()
        is_there = states.contains(Atspi.StateType.ENABLED) and states.contains(
            Atspi.StateType.SHOWING
        )
        if action is None or not is_there or node.get_name() != name:
            continue
        for at in range(action.get_n_actions()):
            if Atspi.Action.get_action_name(action, at).lower() in ("press", "toggle"):
                return bool(Atspi.Action.do_action(action, at))
    return False


def answer(order: dict[str, str], pid: int) -> object:
    Atspi.get_desktop(0).clear_cache()
    root = window(pid)
    if root is None:
        return None
    if order["do"] == "press":
        return press(root, order["name"])
    return [described(node, depth) for node, depth in walk(root)]


def main(pid: int) -> None:
    for line in sys.stdin:
        try:
            reply = answer(json.loads(line), pid)
        except GLib.Error:
            reply = None  # what was read has gone meanwhile
        print(json.dumps(reply), flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
