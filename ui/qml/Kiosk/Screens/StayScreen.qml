// A stay: what was put down and spent, and what can be done about it.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property StayViewModel ward: visit.ward

    title: ward.question
    subtitle: ward.context
    actions: [
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            visible: !root.ward.leaving
            columns: Theme.portrait || !Theme.large ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.cramped ? Theme.tight : Theme.gap
            uniformCellWidths: true
            uniformCellHeights: true

            Repeater {
                model: root.ward.rows

                OptionItem {
                    id: option

                    Layout.fillWidth: true
                    Layout.fillHeight: true
                    Layout.minimumHeight: Math.max(implicitHeight, Theme.portrait && !Theme.cramped ? Theme.mm(30) : 0)
                    narrow: !Theme.portrait
                    objectName: `option-${option.position}`
                    onTapped: root.ward.choose(option.position)
                }
            }
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            visible: root.ward.leaving
            text: qsTr("Settle and leave")
            icon: "check"
            onTapped: root.visit.confirm()
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "days"
            visible: root.ward.listed
            text: qsTr("What did each day cost?")
            icon: "list"
            quiet: true
            onTapped: root.ward.read()
        }
    ]

    Card {
        Layout.fillWidth: true
        inset: Theme.airy ? Theme.roomy : Theme.gap

        Repeater {
            model: root.ward.facts

            AmountLine {
                Layout.fillWidth: true
            }
        }
    }

    Spacer {}
}
