// Her number at the clinic, the largest thing on its screen; then when, where, whom.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Card {
    id: root

    required property TicketViewModel ticket

    spacing: Theme.airy ? Theme.tight : Theme.mm(1)
    inset: Theme.airy ? Theme.gap : Theme.tight

    Rectangle {
        Layout.fillWidth: true
        visible: root.ticket.number !== ""
        implicitHeight: numbered.implicitHeight + Theme.mm(2)
        radius: Theme.radius
        color: Theme.tint("calm")
        border.width: Theme.contrast ? Theme.edge : 0
        border.color: Theme.line
        Accessible.role: Accessible.StaticText
        Accessible.name: `${called.text}, ${root.ticket.number}`

        RowLayout {
            id: numbered

            anchors.fill: parent
            anchors.leftMargin: Theme.gap
            anchors.rightMargin: Theme.gap
            spacing: Theme.gap

            Label {
                id: called

                text: qsTr("Your number")
                color: Theme.shade("calm")
                strong: true
                font.pixelSize: Theme.heading
                Accessible.ignored: true
            }

            Label {
                objectName: "queueNumber"
                Layout.fillWidth: true
                text: root.ticket.number
                color: Theme.shade("calm")
                strong: true
                wrapMode: Text.NoWrap
                font.pixelSize: Theme.airy ? Theme.amount : Theme.hero
                fontSizeMode: Text.HorizontalFit
                minimumPixelSize: Theme.heading
                horizontalAlignment: Text.AlignRight
                Accessible.ignored: true
            }
        }
    }

    TicketLine {
        Layout.fillWidth: true
        icon: "calendar"
        text: root.ticket.time
        strong: true
    }

    TicketLine {
        Layout.fillWidth: true
        icon: "pin"
        text: root.ticket.place
        strong: true
    }

    TicketLine {
        Layout.fillWidth: true
        visible: Theme.portrait || !Theme.cramped
        icon: "user"
        text: root.ticket.clinic
    }
}
