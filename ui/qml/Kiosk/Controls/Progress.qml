// How far it is, in words and as a bar that never goes back.

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: root

    required property string text
    required property real done

    spacing: Theme.tight

    Label {
        Layout.fillWidth: true
        text: root.text
        strong: true
        font.pixelSize: Theme.heading
        horizontalAlignment: Text.AlignHCenter
    }

    Rectangle {
        Layout.fillWidth: true
        implicitHeight: Theme.mm(10)
        radius: height / 2
        color: Theme.surface
        border.width: Theme.hairline
        border.color: Theme.outline
        Accessible.role: Accessible.ProgressBar
        Accessible.name: root.text

        Rectangle {
            x: Theme.edge
            y: Theme.edge
            width: Math.max(height, (parent.width - 2 * Theme.edge) * root.done)
            height: parent.height - 2 * Theme.edge
            radius: height / 2
            color: Theme.action1
        }
    }
}
