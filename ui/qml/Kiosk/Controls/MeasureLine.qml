// One thing that was measured, and what to do about it.

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: root

    required property string words
    required property string tone
    required property string icon

    spacing: Theme.tight

    Icon {
        Layout.alignment: Qt.AlignTop
        name: root.icon
        size: Theme.small * 1.3
        tint: Theme.shade(root.tone)
    }

    Label {
        Layout.fillWidth: true
        text: root.words
        color: Theme.shade(root.tone)
        font.pixelSize: Theme.small
    }
}
