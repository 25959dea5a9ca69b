// What each pays. Nothing has been charged.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AmountViewModel amount: visit.amount

    actionShare: amount.short ? 0.41 : 0.37
    title: amount.registering ? qsTr("Check your registration") : qsTr("Please check the amount")
    subtitle: amount.subject

    actions: [
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            text: root.visit.money
            tone: root.visit.tone
        },
        Notice {
            Layout.fillWidth: true
            visible: root.amount.creditable
            icon: "card"
            text: qsTr("%1 credit, %2 left").arg(root.amount.bank).arg(root.amount.available)
        },
        Notice {
            Layout.fillWidth: true
            visible: root.amount.short && !root.amount.raisable
            modest: !Theme.airy
            tone: "wait"
            icon: "card"
            text: qsTr("%1 credit: %2 left. Only the bank can raise it, in its app or a branch.").arg(root.amount.bank).arg(root.amount.available)
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "raiseLimit"
            visible: root.amount.raisable
            text: qsTr("%1 credit: %2 left. Raise it at the bank").arg(root.amount.bank).arg(root.amount.available)
            icon: "card"
            quiet: true
            onTapped: root.visit.limit()
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            text: {
                if (root.amount.free && root.amount.leaving)
                    return qsTr("Settle now");
                if (root.amount.free)
                    return qsTr("Confirm, nothing to pay");
                if (root.amount.immediate)
                    return qsTr("Pay with one touch");
                return root.amount.credit !== "" ? qsTr("Pay all with my phone") : qsTr("Pay with my phone");
            }
            icon: root.amount.free ? "check" : "yuan"
            implicitHeight: Math.round(Theme.action * (Theme.portrait ? 1.3 : root.amount.short ? 1 : 1.1))
            onTapped: root.visit.confirm()
        },
        GridLayout {
            readonly property int besides: (root.amount.credit !== "") + root.amount.immediate + root.visit.signing.offered

            Layout.fillWidth: true
            Layout.fillHeight: false
            visible: besides > 0
            columns: Theme.portrait && besides === 2 ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.room < 0.9 ? Theme.tight : Theme.gap
            uniformCellWidths: true

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "payRest"
                visible: root.amount.credit !== ""
                text: qsTr("Credit %1 + phone %2").arg(root.amount.credit).arg(root.amount.rest)
                icon: "card"
                quiet: true
                onTapped: root.visit.payrest()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "signUp"
                visible: root.visit.signing.offered
                text: qsTr("Sign up for credit")
                icon: "card"
                quiet: true
                onTapped: root.visit.signing.begin()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "payByCode"
                visible: root.amount.immediate
                text: qsTr("Use a payment code")
                icon: "code"
                quiet: true
                onTapped: root.visit.paycode()
            }
        }
    ]

    AmountCard {
        Layout.fillWidth: true
        amount: root.amount
        label: root.amount.free ? qsTr("You pay nothing") : qsTr("You pay")
        crowded: {
            if (Theme.airy)
                return root.amount.short && (root.amount.immediate || root.amount.registering);
            if (root.amount.registering && (Theme.large || Theme.room < 0.9))
                return true;
            return root.amount.short || root.amount.channel !== "";
        }
    }

    Notice {
        Layout.fillWidth: true
        visible: root.amount.channel !== ""
        icon: "code"
        text: qsTr("Insurance code pays, by %1").arg(root.amount.channel)
    }

    Spacer {}
}
