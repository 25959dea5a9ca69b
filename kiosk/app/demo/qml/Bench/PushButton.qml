// A button: filled for what one does most, outlined for the rest.

import QtQuick

Rectangle {
    id: root

    property string text: ""
    property bool filled: false
    property bool down: handler.pressed

    signal tapped

    Accessible.name: text
    Accessible.role: Accessible.Button
    Accessible.onPressAction: root.tapped()
    activeFocusOnTab: true
    border.color: activeFocus ? Theme.ink : filled ? color : Theme.line
    border.width: activeFocus ? 2 : 1
    color: filled ? (down ? Theme.accentDown : Theme.accent) : down ? Theme.chosen : hover.hovered ? Theme.hover : Theme.surface
    implicitHeight: Theme.button
    implicitWidth: words.implicitWidth + 2 * Theme.margin
    opacity: enabled ? 1 : 0.4
    radius: Theme.round
    Keys.onReturnPressed: root.tapped()
    Keys.onSpacePressed: root.tapped()

    HoverHandler {
        id: hover

        cursorShape: Qt.PointingHandCursor
    }

    TapHandler {
        id: handler

        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: root.tapped()
    }

    Words {
        id: words

        anchors.fill: parent
        color: root.filled ? Theme.fgAccent : Theme.ink
        font.weight: Font.Medium
        horizontalAlignment: Text.AlignHCenter
        text: root.text
    }
}
