// An invoice to take along on the phone, instead of paper.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    title: qsTr("Take it along on your phone")
    subtitle: qsTr("Scan this code with WeChat or Alipay to see and keep the e-invoice.")
    actions: [
        SingleCard {
            Layout.fillWidth: true
            single: root.visit.collecting.single
        }
    ]

    PagePicture {
        Layout.fillWidth: true
        Layout.fillHeight: true
        picture: root.visit.collecting.picture
        square: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("QR code of the e-invoice")
    }
}
