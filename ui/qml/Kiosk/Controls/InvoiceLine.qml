// Two things that belong on one line, the second at its end.

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: root

    required property string first
    required property string last
    property color lastInk: Theme.ink
    property bool strong: false
    property bool small: false

    spacing: Theme.tight

    Label {
        text: root.first
        wrapMode: Text.NoWrap
        strong: root.strong
        Accessible.ignored: true
    }

    Label {
        Layout.fillWidth: true
        text: root.last
        color: root.lastInk
        strong: true
        horizontalAlignment: Text.AlignRight
        font.pixelSize: root.small ? Theme.small : Theme.body
        Accessible.ignored: true
    }
}
