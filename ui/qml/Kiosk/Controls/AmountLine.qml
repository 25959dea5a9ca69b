// A part of the total, and its amount.

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: root

    required property string label
    required property string amount
    property bool strong: false

    spacing: Theme.gap
    Accessible.role: Accessible.StaticText
    Accessible.name: `${label}, ${amount}`

    Label {
        Layout.fillWidth: true
        text: root.label
        color: root.strong ? Theme.ink : Theme.soft
        strong: root.strong
        Accessible.ignored: true
    }

    Label {
        text: root.amount
        strong: root.strong
        wrapMode: Text.NoWrap
        font.pixelSize: Theme.heading
        Accessible.ignored: true
    }
}
