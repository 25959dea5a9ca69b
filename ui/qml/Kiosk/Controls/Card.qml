// A quiet surface that holds what belongs together.

import QtQuick
import QtQuick.Layouts

Item {
    id: root

    default property alias content: column.data
    property alias spacing: column.spacing
    property real inset: Theme.gap
    property bool flat: false

    implicitWidth: column.implicitWidth + 2 * inset
    implicitHeight: column.implicitHeight + 2 * inset

    Shadow {
        opacity: root.flat ? 0 : 1
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: Theme.surface
        border.width: root.flat && !Theme.contrast ? 0 : Theme.hairline
        border.color: Theme.line
    }

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: root.inset
        spacing: Theme.tight
    }
}
