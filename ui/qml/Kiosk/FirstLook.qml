// The first thing on the glass: where we are, and that it will not take long.

import QtQuick

import Kiosk.Controls

Window {
    id: root

    required property string hospital
    required property string words
    required property real pixels

    color: Theme.canvas
    title: hospital

    Binding {
        target: Theme
        property: "pixels"
        value: root.pixels
    }

    HoverHandler {
        enabled: root.visibility === Window.FullScreen
        cursorShape: Qt.BlankCursor
    }

    Column {
        anchors.centerIn: parent
        width: root.width - 2 * Theme.margin
        spacing: Theme.gap

        Label {
            width: parent.width
            text: root.hospital
            strong: true
            font.pixelSize: Theme.title
            horizontalAlignment: Text.AlignHCenter
        }

        Label {
            width: parent.width
            text: root.words
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
