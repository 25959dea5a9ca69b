// The visit cannot go on. No money was touched.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    actions: [
        BigButton {
            Layout.fillWidth: true
            objectName: "back"
            visible: root.visit.retryable
            text: qsTr("Show the code again")
            icon: "code"
            onTapped: root.visit.back()
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "invoices"
            visible: root.visit.collecting.offered
            text: qsTr("Print invoices instead")
            icon: "invoice"
            onTapped: root.visit.collecting.begin()
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            quiet: root.visit.retryable || root.visit.collecting.offered
            text: qsTr("Finish")
            icon: "check"
            onTapped: root.visit.confirm()
        }
    ]

    Spacer {}

    Story {
        Layout.fillWidth: true
        icon: root.visit.symbol
        tone: root.visit.mood
        moneyTone: root.visit.tone
        title: root.visit.title
        money: root.visit.money
        happened: root.visit.happened
        todo: root.visit.todo
    }

    Spacer {}
}
