// How it ended, and what can be printed.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property ResultViewModel result: visit.result
    readonly property bool ticketed: result.ticket.valid

    actions: [
        CaseNumber {
            Layout.fillWidth: true
            visible: root.result.pending
            number: root.result.case
        },
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            visible: !root.result.untouched
            columns: Theme.portrait && root.result.invoiced ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.gap
            uniformCellWidths: true
            uniformCellHeights: Theme.portrait

            PaperCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                button: "printReceipt"
                paper: root.result.receipt
                onWanted: root.visit.receipt()
            }

            PaperCard {
                Layout.fillWidth: true
                Layout.fillHeight: true
                visible: root.result.invoiced
                button: "printInvoice"
                paper: root.result.invoice
                onWanted: root.visit.invoice()
            }
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "back"
            visible: root.result.untouched && (root.visit.payable || !root.result.indebted)
            text: root.result.indebted ? qsTr("Pay it here now") : qsTr("Try again")
            icon: root.result.indebted ? "yuan" : "refund"
            onTapped: root.visit.back()
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            enabled: !root.result.printing
            quiet: root.result.untouched
            text: root.result.printing ? qsTr("Printing, please wait") : qsTr("Finish")
            icon: "check"
            onTapped: root.visit.confirm()
        }
    ]

    Spacer {}

    Story {
        Layout.fillWidth: true
        icon: root.visit.symbol
        emblem: Math.round(Theme.emblem * (root.result.pending ? 0.75 : root.ticketed ? 0.5 : 1))
        bare: root.ticketed && !Theme.airy
        tone: root.visit.mood
        moneyTone: root.visit.tone
        amount: root.ticketed ? "" : root.result.paid
        title: root.visit.title
        money: root.visit.money
        happened: root.visit.happened
        todo: root.visit.todo
    }

    Ticket {
        Layout.fillWidth: true
        visible: root.ticketed
        ticket: root.result.ticket
    }

    Label {
        Layout.fillWidth: true
        visible: root.result.settled
        text: root.result.payer
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
    }

    Spacer {}
}
