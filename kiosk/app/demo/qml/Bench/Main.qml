// The bench: the kiosk's power, a phone, switches, and what was printed.

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

import Bench.ViewModels

Window {
    id: root

    required property BenchViewModel bench

    color: Theme.canvas
    title: "Kiosk bench 工作台"

    Flickable {
        id: desk

        anchors.fill: parent
        anchors.margins: Theme.gap
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: Math.max(height, column.implicitHeight)

        ScrollBar.vertical: ScrollBar {
            width: Theme.bar
        }

        ColumnLayout {
            id: column

            height: desk.contentHeight
            spacing: Theme.gap
            width: desk.width

            PowerBar {
                Layout.fillWidth: true
                power: root.bench.power
            }

            PhonePanel {
                Layout.fillWidth: true
                phone: root.bench.phone
                running: root.bench.power.state === "running"
            }

            SwitchPanel {
                Layout.fillWidth: true
                switches: root.bench.switches
            }

            TrayPanel {
                Layout.fillHeight: true
                Layout.fillWidth: true
                Layout.minimumHeight: Theme.tray
                tray: root.bench.tray
                onOpened: (picture, caption) => paper.open(picture, caption)
            }
        }
    }

    TroubleBar {
        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.margins: Theme.margin
        anchors.right: parent.right
        text: root.bench.trouble
        onTapped: root.bench.dismiss()
    }

    PaperWindow {
        id: paper
    }
}
