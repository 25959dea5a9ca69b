// How the kiosk is, and its fuse.

import QtQuick
import QtQuick.Layouts

import Bench.ViewModels

Rectangle {
    id: root

    required property PowerViewModel power
    readonly property bool running: power.state === "running"

    border.color: Theme.line
    color: Theme.surface
    implicitHeight: Theme.header
    radius: Theme.radius

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap

        Rectangle {
            color: Theme.lamp(root.power.state)
            implicitHeight: Theme.gap
            implicitWidth: Theme.gap
            radius: Theme.tight
        }

        Words {
            Layout.fillWidth: true
            font.bold: true
            font.pixelSize: Theme.heading
            objectName: "powerWords"
            text: root.power.words
        }

        PushButton {
            objectName: "start"
            filled: true
            text: "Start 开机"
            visible: !root.running && root.power.state !== "cut"
            onTapped: root.power.start()
        }

        PushButton {
            enabled: root.running
            objectName: "cut"
            text: "Cut the power 断电"
            visible: root.running || root.power.state === "cut"
            onTapped: root.power.cut()
        }
    }
}
