// What the camera sees now, or that it sees nothing.

import QtQuick

import Kiosk.ViewModels

Rectangle {
    id: root

    required property SightViewModel sight

    implicitHeight: Math.round(width * 9 / 16)
    radius: Theme.hairline
    color: Theme.sunken
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.line
    Accessible.role: Accessible.Graphic
    Accessible.name: qsTr("What the camera sees")

    Image {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.hairline
        height: parent.height - 2 * Theme.hairline
        cache: false
        fillMode: Image.PreserveAspectFit
        source: root.sight.picture
        sourceSize: Qt.size(width, height)
        Accessible.ignored: true
    }

    Dots {
        anchors.centerIn: parent
        visible: root.sight.picture === "" && !root.sight.blind
    }

    Label {
        anchors.centerIn: parent
        width: parent.width - 2 * Theme.gap
        visible: root.sight.blind
        text: qsTr("The camera gives no picture.")
        horizontalAlignment: Text.AlignHCenter
    }
}
