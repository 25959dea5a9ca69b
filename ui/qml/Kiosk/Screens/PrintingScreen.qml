// The pages come out, one after the other. Nobody leaves while paper moves.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    title: root.visit.title
    subtitle: root.visit.happened
    actions: [
        Progress {
            Layout.fillWidth: true
            text: root.visit.collecting.pages.counted
            done: root.visit.collecting.pages.progress
        },
        Label {
            Layout.fillWidth: true
            text: root.visit.todo
            horizontalAlignment: Text.AlignHCenter
        },
        Dots {
            Layout.alignment: Qt.AlignHCenter
        }
    ]

    PrinterScene {
        Layout.fillWidth: true
        Layout.fillHeight: true
        done: root.visit.collecting.pages.progress
    }
}
