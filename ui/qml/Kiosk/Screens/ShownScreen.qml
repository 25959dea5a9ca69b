// A code for the patient's phone to scan and pay. It is closed when this screen ends.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    title: qsTr("Scan this code to pay")
    subtitle: qsTr("Open %1 on your phone and scan.").arg(visit.shown.channel)
    actions: [
        DuePanel {
            Layout.fillWidth: true
            compact: true
            label: qsTr("To pay")
            amount: root.visit.amount.stake
        },
        Notice {
            Layout.fillWidth: true
            objectName: "left"
            icon: "hourglass"
            text: root.visit.shown.left
        },
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            text: root.visit.money
            tone: root.visit.tone
        }
    ]

    Timer {
        interval: 1000
        repeat: true
        running: true
        onTriggered: root.visit.shown.tick()
    }

    PagePicture {
        objectName: "shownCode"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.mm(64)
        Layout.maximumHeight: Theme.mm(160)
        picture: root.visit.collecting.picture
        square: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("QR code to pay with your phone")
    }
}
