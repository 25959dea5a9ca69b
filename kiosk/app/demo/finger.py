"""Finds what a finger would touch, by name, among what is drawn."""

from PySide6.QtQuick import QQuickItem


def find(item: QQuickItem, name: str) -> QQuickItem | None:
    """The visible item of this name under `item`; delegates are children too."""
    if item.objectName() == name and item.isVisible():
        return item
    for child in item.childItems():
        found = find(child, name)
        if found is not None:
            return found
    return None
