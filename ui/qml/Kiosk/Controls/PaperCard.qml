// One document, where its paper is, and a button while it can be printed.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Card {
    id: root

    required property PaperViewModel paper
    property string button: ""

    signal wanted

    RowLayout {
        Layout.fillWidth: true
        spacing: Theme.tight

        Icon {
            name: root.paper.symbol
            tint: Theme.accent
            size: Theme.mm(16)
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: root.paper.name
                strong: true
            }

            Label {
                objectName: `${root.button}Status`
                Layout.fillWidth: true
                text: root.paper.status
                color: root.paper.notable ? Theme.accent : Theme.soft
                strong: root.paper.notable
                font.pixelSize: Theme.small
            }
        }
    }

    Spacer {}

    BigButton {
        Layout.fillWidth: true
        objectName: root.button
        visible: root.paper.offered
        text: root.paper.action
        icon: "printer"
        quiet: true
        onTapped: root.wanted()
    }
}
