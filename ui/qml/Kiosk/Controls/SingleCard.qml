// The one invoice that a screen is about.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Card {
    id: root

    required property SingleViewModel single

    Label {
        Layout.fillWidth: true
        text: qsTr("Invoice number")
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        Layout.fillWidth: true
        text: root.single.number
        strong: true
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.hero
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.heading
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        Layout.fillWidth: true
        text: `${root.single.subject} · ${root.single.amount}`
        horizontalAlignment: Text.AlignHCenter
    }
}
