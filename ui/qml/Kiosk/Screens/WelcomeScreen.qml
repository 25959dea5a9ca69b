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
    readonly property bool both: visit.collecting.offered
    readonly property bool registering: visit.seeking.offered
    readonly property bool staying: visit.ward.offered
    readonly property bool checking: visit.checking.offered
    readonly property bool several: both || registering || staying || checking
    readonly property int services: (visit.payable || offline) + both + registering + staying
    readonly property bool crowded: !Theme.portrait && checking && services > 3

    actionShare: crowded ? 0.55 : 0.37
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
        Steps {
            Layout.fillWidth: true
            Layout.fillHeight: false
            visible: (Theme.portrait || root.services + root.checking < 3) && root.services < 4 && (limits.count === 0 || (Theme.portrait && !Theme.cramped))
            icons: ["code", "list", "done"]
            words: {
                if (root.offline)
                    return [qsTr("Scan the guide slip"), qsTr("Check and register"), qsTr("Settled later by itself")];
                if (root.several)
                    return [qsTr("Show your insurance code"), qsTr("Check what is shown"), qsTr("Pay, or take the paper")];
                return [qsTr("Show your insurance code"), qsTr("Check the amount"), qsTr("Pay on the phone")];
            }
        },
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            columns: Theme.portrait || root.crowded ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.columnSpan: Theme.portrait && root.services % 2 === 1 ? 2 : 1
                objectName: "register"
                visible: root.registering
                text: qsTr("Register with a doctor")
                icon: "calendar"
                grand: true
                onTapped: root.visit.seeking.begin()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.columnSpan: Theme.portrait && root.services === 1 ? 2 : 1
                objectName: "start"
                visible: root.visit.payable || root.offline
                text: root.offline ? qsTr("Register a guide slip") : root.several ? qsTr("Pay bills") : qsTr("Start")
                icon: root.several ? "yuan" : "hand"
                grand: true
                onTapped: root.visit.start()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "invoices"
                visible: root.both
                text: qsTr("Print invoices")
                icon: "invoice"
                grand: true
                onTapped: root.visit.collecting.begin()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "inpatient"
                visible: root.staying
                text: qsTr("Stay in a ward")
                icon: "bed"
                grand: true
                onTapped: root.visit.ward.begin()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.columnSpan: parent.columns
                objectName: "check"
                visible: root.checking
                text: qsTr("Anything left to do?")
                icon: "list"
                quiet: true
                onTapped: root.visit.checking.begin()
            }
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
        title: {
            if (root.offline)
                return qsTr("Hello, you can register here");
            return root.several ? qsTr("Hello, what can we do for you?") : qsTr("Hello, you can pay here");
        }
        text: {
            if (root.visit.advice !== "")
                return root.visit.advice;
            if (root.offline)
                return qsTr("Guide slips, settled when the network is back.");
            if (root.staying)
                return qsTr("Register, pay, print invoices, or settle a stay.");
            if (root.registering)
                return root.both ? qsTr("Register, pay, or print your e-invoices.") : qsTr("Register with a doctor, or pay your bills.");
            return root.both ? qsTr("Pay your bills, or print your e-invoices.") : qsTr("Outpatient bills, with your medical insurance.");
        }
    }
}
