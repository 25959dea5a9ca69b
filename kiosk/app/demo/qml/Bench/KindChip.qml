// One code that the phone can show.

import QtQuick

Rectangle {
    id: root

    required property int index
    required property string key
    required property string title
    required property string gloss
    required property bool chosen

    signal tapped

    Accessible.name: title
    Accessible.role: Accessible.RadioButton
    Accessible.onPressAction: root.tapped()
    border.color: chosen ? color : Theme.line
    color: chosen ? Theme.brand(key) : hover.hovered ? Theme.hover : Theme.surface
    height: Theme.chip
    radius: Theme.round

    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        onTapped: root.tapped()
    }

    Column {
        anchors.centerIn: parent

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            color: root.chosen ? Theme.fgAccent : Theme.ink
            font.weight: Font.Medium
            text: root.title
        }

        Words {
            anchors.horizontalCenter: parent.horizontalCenter
            color: root.chosen ? Theme.fgAccent : Theme.soft
            font.pixelSize: Theme.small - 1
            text: root.gloss
        }
    }
}
