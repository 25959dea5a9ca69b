// An exchange is for good: what happens, and once more the question.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    title: qsTr("Exchange it for a paper invoice?")
    actions: [
        SingleCard {
            Layout.fillWidth: true
            visible: !Theme.portrait
            single: root.visit.collecting.single
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            enabled: root.visit.collecting.single.exchangeable
            text: root.visit.collecting.single.exchangeable ? qsTr("Exchange it now") : qsTr("No numbered paper just now")
            icon: "exchange"
            onTapped: root.visit.confirm()
        }
    ]

    SingleCard {
        Layout.fillWidth: true
        visible: Theme.portrait
        single: root.visit.collecting.single
    }

    Notice {
        Layout.fillWidth: true
        icon: "invoice"
        text: qsTr("You get an original on numbered paper.")
    }

    Notice {
        Layout.fillWidth: true
        icon: "phone"
        tone: "wait"
        text: qsTr("The e-invoice becomes void and cannot be used or printed any more.")
    }

    Notice {
        Layout.fillWidth: true
        icon: "warning"
        tone: "warn"
        text: qsTr("This cannot be taken back. If you only need a printout, go back.")
    }

    Spacer {}
}
