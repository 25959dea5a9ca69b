// What the patient pays herself, the largest thing on its screen.

import QtQuick
import QtQuick.Layouts

Rectangle {
    id: root

    required property string label
    required property string amount

    implicitWidth: column.implicitWidth + 2 * Theme.gap
    implicitHeight: column.implicitHeight + 2 * Theme.tight
    radius: Theme.radius
    color: Theme.tint("calm")
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.line

    ColumnLayout {
        id: column

        anchors.fill: parent
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        anchors.topMargin: Theme.tight
        spacing: 0

        Label {
            Layout.fillWidth: true
            text: root.label
            color: Theme.shade("calm")
            strong: true
        }

        Label {
            objectName: "due"
            Layout.fillWidth: true
            text: root.amount
            color: Theme.shade("calm")
            strong: true
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.amount
            fontSizeMode: Text.HorizontalFit
            horizontalAlignment: Text.AlignRight
            minimumPixelSize: Theme.title
        }
    }
}
