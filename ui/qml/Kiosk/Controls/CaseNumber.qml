// The number to show at the window, large enough to copy down.

import QtQuick
import QtQuick.Layouts

Card {
    id: root

    required property string number
    property string label: qsTr("Case number")

    Accessible.role: Accessible.StaticText
    Accessible.name: `${label}, ${number}`

    Label {
        Layout.fillWidth: true
        text: root.label
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }

    Label {
        objectName: "case"
        Layout.fillWidth: true
        text: root.number
        strong: true
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.amount
        font.letterSpacing: Theme.mm(1)
        fontSizeMode: Text.HorizontalFit
        minimumPixelSize: Theme.title
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
