// Nobody is here yet. One large invitation.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    actions: [
        Repeater {
            id: limits

            model: root.visit.limits

            Notice {
                required property string words

                Layout.fillWidth: true
                text: words
                icon: "info"
                tone: "wait"
            }
        },
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            visible: limits.count === 0 || (Theme.portrait && !Theme.cramped)
            columns: Theme.portrait ? 3 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.tight
            uniformCellWidths: true

            StepCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                number: 1
                icon: "code"
                text: qsTr("Show your insurance code")
            }

            StepCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                number: 2
                icon: "list"
                text: qsTr("Check the amount")
            }

            StepCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                number: 3
                icon: "done"
                text: qsTr("Pay on the phone")
            }
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "start"
            visible: root.visit.payable
            text: qsTr("Start")
            icon: "hand"
            grand: true
            onTapped: root.visit.start()
        }
    ]

    Timer {
        interval: 60000
        running: !root.visit.comfort.plain
        onTriggered: root.visit.comfort.reset()
    }

    Hero {
        Layout.fillWidth: true
        Layout.fillHeight: true
        title: qsTr("Hello, you can pay here")
        text: qsTr("Outpatient bills, with your medical insurance.")
    }
}
