// A choice beside the main one: yes or no.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    property string text: ""
    property bool ticked: false

    name: text
    implicitWidth: Theme.actionWidth
    implicitHeight: Math.max(Theme.action, row.implicitHeight + 2 * Theme.tight)
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: ticked

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.quietDown : Theme.surface
        border.width: root.ticked ? Theme.edge : Theme.hairline
        border.color: root.ticked ? Theme.accent : Theme.outline
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.tight
        spacing: Theme.tight

        TickBox {
            ticked: root.ticked
        }

        Label {
            Layout.fillWidth: true
            text: root.text
            strong: true
            color: Theme.accent
            Accessible.ignored: true
        }
    }
}
