// Nobody is here yet. One large invitation.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property bool offline: visit.deferrable

    actions: [
        Repeater {
            id: limits

            model: root.visit.limits

            Notice {
                required property string words
                required tone

                Layout.fillWidth: true
                text: words
                icon: "info"
                modest: limits.count > 2
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
                text: root.offline ? qsTr("Scan the guide slip") : qsTr("Show your insurance code")
            }

            StepCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                number: 2
                icon: "list"
                text: root.offline ? qsTr("Check and register") : qsTr("Check the amount")
            }

            StepCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                number: 3
                icon: "done"
                text: root.offline ? qsTr("Settled later by itself") : qsTr("Pay on the phone")
            }
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "start"
            visible: root.visit.payable || root.offline
            text: root.offline ? qsTr("Register a guide slip") : qsTr("Start")
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
        title: root.offline ? qsTr("Hello, you can register here") : qsTr("Hello, you can pay here")
        text: {
            if (root.visit.advice !== "")
                return root.visit.advice;
            return root.offline ? qsTr("Guide slips, settled when the network is back.") : qsTr("Outpatient bills, with your medical insurance.");
        }
    }
}
