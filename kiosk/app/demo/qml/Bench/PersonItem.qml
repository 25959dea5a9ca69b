// One person to act as.

import QtQuick

Rectangle {
    id: root

    required property int index
    required property string name
    required property string note
    required property string due
    required property bool chosen

    signal tapped

    Accessible.name: `${name}, ${note}`
    Accessible.role: Accessible.ListItem
    Accessible.onPressAction: root.tapped()
    color: chosen ? Theme.chosen : hover.hovered ? Theme.hover : Theme.surface
    height: Theme.row
    radius: Theme.round

    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        onTapped: root.tapped()
    }

    Words {
        id: amount

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: title.verticalCenter
        color: Theme.accent
        font.pixelSize: Theme.small
        text: root.due
    }

    Words {
        id: title

        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: amount.left
        anchors.rightMargin: Theme.tight
        anchors.top: parent.top
        anchors.topMargin: Theme.tight
        font.bold: root.chosen
        text: root.name
    }

    Words {
        anchors.left: title.left
        anchors.right: parent.right
        anchors.rightMargin: Theme.tight
        anchors.top: title.bottom
        color: Theme.soft
        font.pixelSize: Theme.small
        text: root.note
    }
}
