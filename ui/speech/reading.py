"""What stands on the screen, in the order in which it is read."""

from collections.abc import Iterator

from PySide6.QtQuick import QQuickItem

FRAME = ("strip", "topBar")  # the same on every screen
COVER = "helpPanel"  # covers all else while it is there


def texts(root: QQuickItem) -> list[str]:
    """All words of the screen but the frame's."""
    return [
        str(item.property("text"))
        for item in _shown(_matter(root))
        if item.inherits("QQuickText") and item.property("text")
    ]


def controls(root: QQuickItem) -> list[QQuickItem]:
    """All that can be touched just now; the frame comes last."""
    matter = _matter(root)
    found = [item for item in _shown(matter) if _is_control(item)]
    if matter is root:
        frame = [item for item in _shown(root, frame=True) if _is_control(item)]
        found += [item for item in frame if item not in found]
    return found


def named(root: QQuickItem, name: str) -> QQuickItem | None:
    """The control of this name, where it can be touched."""
    return next((one for one in controls(root) if one.objectName() == name), None)


def _matter(root: QQuickItem) -> QQuickItem:
    cover = next((one for one in _shown(root) if one.objectName() == COVER), None)
    return cover or root


def _shown(item: QQuickItem, *, frame: bool = False) -> Iterator[QQuickItem]:
    """Whatever is visible below this, as it was declared: from top to bottom."""
    for child in item.childItems():
        is_hidden = not child.isVisible() or child.opacity() == 0
        if is_hidden or (child.objectName() in FRAME and not frame):
            continue
        yield child
        yield from _shown(child, frame=frame)


def _is_control(item: QQuickItem) -> bool:
    return item.metaObject().indexOfSignal("tapped()") >= 0 and item.isEnabled()
