// Is anybody still there? Everything personal is hidden.

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
            objectName: "stay"
            text: qsTr("Yes, continue")
            icon: "hand"
            grand: true
            onTapped: root.visit.stay()
        }
    ]

    Spacer {}

    CountdownRing {
        Layout.alignment: Qt.AlignHCenter
        seconds: 20
    }

    Label {
        Layout.fillWidth: true
        text: qsTr("Are you still there?")
        strong: true
        font.pixelSize: Theme.title
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.Heading
    }

    Label {
        Layout.fillWidth: true
        text: qsTr("Your details are hidden. Without a touch we end this visit for you.")
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
    }

    MoneyBanner {
        Layout.alignment: Qt.AlignHCenter
        text: root.visit.money
        tone: root.visit.tone
    }

    Spacer {}
}
