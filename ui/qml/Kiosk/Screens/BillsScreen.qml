// The open bills. All are chosen unless the patient says otherwise.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Item {
    id: root

    required property VisitViewModel visit
    readonly property BillsViewModel bills: visit.bills

    Page {
        anchors.fill: parent
        visible: !root.bills.detailed
        title: root.bills.payable ? qsTr("Which bills would you like to pay?") : qsTr("These bills are paid at a window")
        subtitle: (root.bills.payable ? qsTr("%1: touch a bill to choose it or to leave it out.") : qsTr("%1: this machine may not take them.")).arg(root.bills.patient)
        actions: [
            Card {
                Layout.fillWidth: true
                visible: root.bills.payable

                AmountLine {
                    label: root.bills.counted
                    amount: root.bills.sum
                    strong: true
                }
            },
            BigButton {
                Layout.fillWidth: true
                objectName: "confirm"
                visible: root.bills.payable
                enabled: root.bills.ready
                text: qsTr("Next: see what you pay")
                icon: "forward"
                onTapped: root.visit.confirm()
            }
        ]

        Repeater {
            model: root.bills.rows

            BillItem {
                id: bill

                Layout.fillWidth: true
                onToggled: root.bills.toggle(bill.position)
                onOpened: root.bills.open(bill.position)
            }
        }

        Spacer {}

        Pager {
            Layout.fillWidth: true
            page: root.bills.page
            pages: root.bills.pages
            onTurned: pages => root.bills.turn(pages)
        }
    }

    Loader {
        anchors.fill: parent
        active: root.bills.detailed

        sourceComponent: DetailPanel {
            bills: root.bills
        }
    }
}
