// One thing that can go wrong: right is well, left is trouble.

import QtQuick

Rectangle {
    id: root

    required property int index
    required property string title
    required property string words
    required property bool well

    signal tapped

    Accessible.checkable: true
    Accessible.checked: well
    Accessible.name: `${title}: ${words}`
    Accessible.role: Accessible.CheckBox
    Accessible.onPressAction: root.tapped()
    Accessible.onToggleAction: root.tapped()
    border.color: well ? Theme.line : Theme.warn
    color: well ? (hover.hovered ? Theme.hover : Theme.surface) : Theme.wash
    implicitHeight: Theme.switchHeight
    radius: Theme.round

    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        onTapped: root.tapped()
    }

    Column {
        anchors.left: parent.left
        anchors.leftMargin: Theme.gap
        anchors.right: track.left
        anchors.rightMargin: Theme.tight
        anchors.verticalCenter: parent.verticalCenter

        Words {
            font.weight: Font.Medium
            text: root.title
            width: parent.width
        }

        Words {
            color: root.well ? Theme.good : Theme.warn
            font.pixelSize: Theme.small
            text: root.words
            width: parent.width
        }
    }

    Rectangle {
        id: track

        anchors.right: parent.right
        anchors.rightMargin: Theme.gap
        anchors.verticalCenter: parent.verticalCenter
        color: root.well ? Theme.good : Theme.warn
        height: Theme.trackHeight
        radius: height / 2
        width: Theme.trackWidth

        Rectangle {
            color: Theme.surface
            height: parent.height - 4
            radius: height / 2
            width: height
            x: root.well ? parent.width - width - 2 : 2
            y: 2

            Behavior on x {
                NumberAnimation {
                    duration: 120
                }
            }
        }
    }
}
