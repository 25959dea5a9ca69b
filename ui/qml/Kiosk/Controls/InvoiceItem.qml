// One invoice, under its month: choose it, take it along, or exchange it.

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: root

    required property int position
    required property string heading
    required property string day
    required property string kind
    required property string number
    required property string amount
    required property string status
    required property string tone
    required property bool chosen
    required property bool printable
    required property bool portable
    required property bool exchangeable
    property bool roomForExchange: false

    signal toggled
    signal carried
    signal exchanged

    spacing: Theme.mm(1)
    Layout.fillHeight: false

    Label {
        Layout.fillWidth: true
        visible: root.heading !== ""
        text: root.heading
        color: Theme.accent
        strong: true
        font.pixelSize: Theme.airy ? Theme.body : Theme.small
        Accessible.role: Accessible.Heading
    }

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.tight

        InvoiceFace {
            Layout.fillWidth: true
            Layout.fillHeight: true
            objectName: `invoice-${root.position}`
            enabled: root.printable
            chosen: root.chosen
            day: root.day
            kind: root.kind
            number: root.number
            amount: root.amount
            status: root.status
            tone: root.tone
            onTapped: root.toggled()
        }

        Item {
            Layout.fillHeight: true
            implicitWidth: carry.implicitWidth
            implicitHeight: carry.implicitHeight

            BarButton {
                id: carry

                anchors.fill: parent
                objectName: `carry-${root.position}`
                visible: root.portable
                name: qsTr("QR code of invoice %1").arg(root.number)
                text: qsTr("QR")
                icon: "code"
                onTapped: root.carried()
            }
        }

        Item {
            Layout.fillHeight: true
            visible: root.roomForExchange
            implicitWidth: exchange.implicitWidth
            implicitHeight: exchange.implicitHeight

            BarButton {
                id: exchange

                anchors.fill: parent
                objectName: `exchange-${root.position}`
                visible: root.exchangeable
                name: qsTr("Exchange invoice %1 for paper").arg(root.number)
                text: qsTr("Exchange")
                icon: "exchange"
                onTapped: root.exchanged()
            }
        }
    }
}
