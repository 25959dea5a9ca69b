// The exchange is under way; then how it ended.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property SingleViewModel single: visit.collecting.single

    actions: [
        CaseNumber {
            Layout.fillWidth: true
            visible: root.single.reference !== ""
            label: root.single.label
            number: root.single.reference
        },
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            visible: root.single.over
            columns: Theme.portrait ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.room < 0.9 ? Theme.tight : Theme.gap
            uniformCellWidths: true

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "back"
                visible: root.single.more
                text: qsTr("More invoices")
                icon: "list"
                quiet: true
                onTapped: root.visit.back()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "confirm"
                text: qsTr("Finish")
                icon: "check"
                onTapped: root.visit.confirm()
            }
        }
    ]

    Spacer {}

    Story {
        Layout.fillWidth: true
        icon: root.visit.symbol
        tone: root.visit.mood
        title: root.visit.title
        happened: root.visit.happened
        todo: root.visit.todo
    }

    Dots {
        Layout.alignment: Qt.AlignHCenter
        visible: !root.single.over
    }

    Spacer {}
}
