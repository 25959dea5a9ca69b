// What each pays. Nothing has been charged.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AmountViewModel amount: visit.amount

    title: qsTr("Please check the amount")
    subtitle: amount.subject

    actions: [
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            text: root.visit.money
            tone: root.visit.tone
        },
        Notice {
            Layout.fillWidth: true
            visible: root.amount.short
            tone: "wait"
            icon: "card"
            text: qsTr("Your medical credit at %1 does not cover this. Please use a payment code.").arg(root.amount.bank)
        },
        Notice {
            Layout.fillWidth: true
            visible: root.amount.creditable
            icon: "card"
            text: qsTr("%1 credit, %2 left").arg(root.amount.bank).arg(root.amount.available)
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            text: {
                if (root.amount.free)
                    return qsTr("Confirm, nothing to pay");
                return root.amount.creditable ? qsTr("Pay with one touch") : qsTr("Pay with my phone");
            }
            icon: root.amount.free ? "check" : "yuan"
            implicitHeight: Math.round(Theme.action * (Theme.portrait ? 1.3 : 1.1))
            onTapped: root.visit.confirm()
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "payByCode"
            visible: root.amount.creditable
            text: qsTr("Use a payment code instead")
            icon: "code"
            quiet: true
            onTapped: root.visit.paycode()
        }
    ]

    Card {
        Layout.fillWidth: true
        inset: Theme.airy ? Theme.roomy : Theme.gap
        spacing: {
            if (Theme.airy)
                return Theme.gap;
            return Theme.large ? Theme.mm(1) : Theme.tight;
        }

        Repeater {
            model: root.amount.parts

            AmountLine {
                Layout.fillWidth: true
            }
        }

        DuePanel {
            Layout.fillWidth: true
            label: root.amount.free ? qsTr("You pay nothing") : qsTr("You pay")
            amount: root.amount.due
        }
    }

    Spacer {}
}
