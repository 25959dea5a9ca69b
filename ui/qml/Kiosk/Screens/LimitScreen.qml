// The limit is too small: the bank's page, for her phone. Nothing has been charged.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    title: qsTr("Raise your limit at the bank")
    subtitle: qsTr("Scan this code with your phone: it leads to %1.").arg(visit.amount.bank)
    actions: [
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            text: root.visit.money
            tone: root.visit.tone
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            text: qsTr("It is raised: show my code again")
            icon: "code"
            onTapped: root.visit.confirm()
        }
    ]

    PagePicture {
        objectName: "bankCode"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.mm(64)
        Layout.maximumHeight: Theme.mm(160)
        picture: root.visit.collecting.picture
        square: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("QR code of the bank's page")
    }
}
