// One thing to know about an appointment, behind its shape.

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: root

    required property string icon
    required property string text
    property bool strong: false

    spacing: Theme.tight

    Icon {
        name: root.icon
        tint: Theme.accent
        Layout.alignment: Qt.AlignVCenter
    }

    Label {
        Layout.fillWidth: true
        text: root.text
        strong: root.strong
    }
}
