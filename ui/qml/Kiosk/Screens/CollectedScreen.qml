// What came out, what did not, and what can be done about it.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property CollectedViewModel collected: visit.collecting.collected

    actions: [
        BigButton {
            Layout.fillWidth: true
            objectName: "printRest"
            visible: root.collected.repeatable
            text: root.collected.action
            icon: "printer"
            onTapped: root.collected.repeat()
        },
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            columns: Theme.portrait ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.room < 0.9 ? Theme.tight : Theme.gap
            uniformCellWidths: true

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "back"
                visible: root.collected.more
                text: qsTr("More invoices")
                icon: "list"
                quiet: true
                onTapped: root.visit.back()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "confirm"
                quiet: root.collected.repeatable
                text: qsTr("Finish")
                icon: "check"
                onTapped: root.visit.confirm()
            }
        }
    ]

    PrinterScene {
        Layout.fillWidth: true
        Layout.fillHeight: true
        visible: root.collected.whole
        done: 1
    }

    Spacer {
        visible: !root.collected.whole
    }

    Story {
        Layout.fillWidth: true
        icon: root.visit.symbol
        emblem: Math.round(Theme.emblem * 0.6)
        bare: root.collected.whole || !Theme.portrait
        tone: root.visit.mood
        title: root.visit.title
        happened: root.visit.happened
        todo: root.visit.todo
    }

    Repeater {
        model: root.collected.rows

        AbsentItem {
            Layout.fillWidth: true
        }
    }

    Spacer {
        visible: !root.collected.whole
    }

    Pager {
        Layout.fillWidth: true
        page: root.collected.page
        pages: root.collected.pages
        onTurned: pages => root.collected.turn(pages)
    }
}
