// A white card with a heading.

import QtQuick
import QtQuick.Layouts

Rectangle {
    id: root

    property string heading: ""
    property alias corner: corner.data
    default property alias content: content.data

    border.color: Theme.line
    color: Theme.surface
    implicitHeight: column.implicitHeight + 2 * Theme.margin
    radius: Theme.radius

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.margins: Theme.margin
        spacing: Theme.gap

        RowLayout {
            id: corner

            Words {
                Layout.fillWidth: true
                font.bold: true
                font.pixelSize: Theme.heading
                text: root.heading
            }
        }

        ColumnLayout {
            id: content

            Layout.fillHeight: true
            Layout.fillWidth: true
            spacing: Theme.gap
        }
    }
}
