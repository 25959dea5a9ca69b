// The network is down. What can be registered, and what happens then.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AmountViewModel amount: visit.amount

    title: qsTr("Register this for later?")
    subtitle: amount.subject

    actions: [
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            text: root.visit.money
            tone: root.visit.tone
        },
        Notice {
            Layout.fillWidth: true
            icon: "card"
            text: qsTr("When the network is back, your medical credit settles it by itself.")
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            text: qsTr("Register")
            icon: "check"
            implicitHeight: Math.round(Theme.action * (Theme.portrait ? 1.3 : 1.1))
            onTapped: root.visit.confirm()
        }
    ]

    AmountCard {
        Layout.fillWidth: true
        amount: root.amount
        label: qsTr("You will pay")
    }

    Notice {
        Layout.fillWidth: true
        visible: root.amount.slip
        tone: "wait"
        icon: "info"
        text: qsTr("Without a medical credit contract, please pay at %1.").arg(root.visit.window)
    }

    Spacer {}
}
