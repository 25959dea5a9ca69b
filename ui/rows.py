"""A list for QML made of frozen dataclasses: every field is a role."""

from collections.abc import Sequence
from dataclasses import fields
from typing import Any

from PySide6.QtCore import QAbstractListModel, QByteArray, QModelIndex
from PySide6.QtCore import QPersistentModelIndex as PersistentIndex
from PySide6.QtQml import QmlElement

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

# Qt.UserRole + 1. Importing the namespace Qt for it would cost 17 ms of every start.
DISPLAY_ROLE, FIRST_ROLE = 0, 0x101


@QmlElement
class Rows(QAbstractListModel):
    """Rows of one dataclass. Replaced as a whole, never edited."""

    def __init__(self, row: type[Any]) -> None:
        super().__init__()
        self._names = [field.name for field in fields(row)]
        self._rows: tuple[Any, ...] = ()

    def replace(self, rows: Sequence[Any]) -> None:
        """Show these rows. Delegates stay where only the content changes."""
        before, after = len(self._rows), tuple(rows)
        if before != len(after):
            self.beginResetModel()
            self._rows = after
            self.endResetModel()
        elif after != self._rows:
            self._rows = after
            self.dataChanged.emit(self.index(0), self.index(before - 1))

    def rowCount(self, parent: QModelIndex | PersistentIndex = QModelIndex()) -> int:  # noqa: B008, N802
        return 0 if parent.isValid() else len(self._rows)

    def data(
        self,
        index: QModelIndex | PersistentIndex,
        role: int = DISPLAY_ROLE,
    ) -> object:
        name = role - FIRST_ROLE
        if not index.isValid() or not 0 <= name < len(self._names):
            return None
        return getattr(self._rows[index.row()], self._names[name])

    def roleNames(self) -> dict[int, QByteArray]:  # noqa: N802
        return {
            FIRST_ROLE + at: QByteArray(name.encode())
            for at, name in enumerate(self._names)
        }
