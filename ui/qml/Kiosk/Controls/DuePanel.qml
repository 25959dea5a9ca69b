// What the patient pays herself, the largest thing on its screen.

import QtQuick
import QtQuick.Layouts

Rectangle {
    id: root

    required property string label
    required property string amount
    property bool compact: false

    implicitWidth: column.implicitWidth + 2 * Theme.gap
    implicitHeight: column.implicitHeight + 2 * Theme.tight
    radius: Theme.radius
    color: Theme.tint("calm")
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.line
    Accessible.role: Accessible.StaticText
    Accessible.name: `${label}, ${amount}`

    GridLayout {
        id: column

        anchors.fill: parent
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        anchors.topMargin: Theme.tight
        anchors.bottomMargin: root.compact ? Theme.tight : 0
        columns: root.compact ? 2 : 1
        columnSpacing: Theme.gap
        rowSpacing: 0

        Label {
            Layout.fillWidth: true
            text: root.label
            color: Theme.shade("calm")
            strong: true
            Accessible.ignored: true
        }

        Label {
            objectName: "due"
            Layout.fillWidth: true
            text: root.amount
            color: Theme.shade("calm")
            strong: true
            wrapMode: Text.NoWrap
            font.pixelSize: root.compact ? Theme.hero : Theme.amount
            fontSizeMode: Text.HorizontalFit
            horizontalAlignment: Text.AlignRight
            minimumPixelSize: Theme.title
            Accessible.ignored: true
        }
    }
}
