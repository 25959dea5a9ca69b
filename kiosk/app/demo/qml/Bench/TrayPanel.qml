// The paper that came out, newest at the left.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

import Bench.ViewModels

Panel {
    id: root

    required property TrayViewModel tray

    signal opened(picture: string, caption: string)

    heading: tray.count ? `Paper tray 出纸口 · ${tray.count}` : "Paper tray 出纸口"

    corner: PushButton {
        enabled: root.tray.count > 0
        implicitHeight: 30
        objectName: "take"
        text: "Take the paper"
        onTapped: root.tray.take()
    }

    Rectangle {
        Layout.fillHeight: true
        Layout.fillWidth: true
        color: Theme.sunken
        radius: Theme.round

        Words {
            anchors.centerIn: parent
            color: Theme.soft
            horizontalAlignment: Text.AlignHCenter
            text: "Slips and pages appear here.\nDouble-click one to read it."
            visible: root.tray.count === 0
        }

        ListView {
            id: sheets

            anchors.fill: parent
            anchors.margins: Theme.gap
            boundsBehavior: Flickable.StopAtBounds
            clip: true
            model: root.tray.sheets
            objectName: "sheets"
            orientation: ListView.Horizontal
            spacing: Theme.margin

            ScrollBar.horizontal: ScrollBar {
                height: Theme.bar
            }

            WheelHandler {
                onWheel: event => sheets.flick(event.angleDelta.y * 8, 0)
            }

            delegate: SheetItem {
                height: sheets.height - Theme.gap
                onOpened: root.opened(picture, caption)
            }
        }
    }
}
