// Give this place back? What happens then, and once more the question.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    title: qsTr("Cancel this registration?")
    actions: [
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            text: root.visit.money
            tone: root.visit.tone
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            text: qsTr("Cancel it, money back")
            icon: "refund"
            onTapped: root.visit.confirm()
        }
    ]

    Card {
        Layout.fillWidth: true

        TicketLine {
            Layout.fillWidth: true
            icon: "user"
            text: root.visit.seeking.clinic
            strong: true
        }

        TicketLine {
            Layout.fillWidth: true
            icon: "calendar"
            text: root.visit.seeking.moment
            strong: true
        }
    }

    Notice {
        Layout.fillWidth: true
        icon: "refund"
        text: qsTr("What you paid goes back by the same route.")
    }

    Notice {
        Layout.fillWidth: true
        icon: "warning"
        tone: "wait"
        text: qsTr("The place goes to somebody else. The invoice becomes void.")
    }

    Spacer {}
}
