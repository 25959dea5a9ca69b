// The invoices, newest first. What cannot be printed is shown, and cannot be chosen.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property InvoicesViewModel invoices: visit.collecting.invoices

    title: qsTr("Choose your invoices")
    subtitle: invoices.advice
    actions: [
        GridLayout {
            Layout.fillWidth: true
            Layout.fillHeight: false
            columns: Theme.portrait ? 2 : 1
            columnSpacing: Theme.gap
            rowSpacing: Theme.room < 0.9 ? Theme.tight : Theme.gap
            uniformCellWidths: true

            TickButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "itemise"
                text: qsTr("With itemised statements")
                ticked: root.invoices.itemised
                onTapped: root.invoices.itemise()
            }

            BigButton {
                Layout.fillWidth: true
                Layout.fillHeight: true
                objectName: "claim"
                enabled: root.invoices.able
                text: qsTr("All for my claim")
                icon: "folder"
                quiet: true
                onTapped: root.invoices.claim()
            }
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            enabled: root.invoices.ready
            text: root.invoices.action
            icon: "forward"
            onTapped: root.visit.confirm()
        }
    ]

    ColumnLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        spacing: Theme.tight

        Repeater {
            model: root.invoices.rows

            InvoiceItem {
                id: invoice

                Layout.fillWidth: true
                roomForExchange: root.invoices.exchangeable
                onToggled: root.invoices.toggle(invoice.position)
                onCarried: root.invoices.carry(invoice.position)
                onExchanged: root.invoices.exchange(invoice.position)
            }
        }
    }

    Spacer {}

    Pager {
        Layout.fillWidth: true
        page: root.invoices.page
        pages: root.invoices.pages
        onTurned: pages => root.invoices.turn(pages)
    }
}
