// What a waiting patient is told: nothing at once, then what, then how else.

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: root

    required property int stage
    required property string happened
    required property string window

    spacing: Theme.gap

    Label {
        Layout.fillWidth: true
        text: root.stage < 2 ? root.happened : qsTr("This takes longer than usual; we are still asking.")
        opacity: root.stage > 0 ? 1 : 0
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        Layout.fillWidth: true
        text: qsTr("You may keep waiting, or go to %1.").arg(root.window)
        opacity: root.stage > 1 ? 1 : 0
        horizontalAlignment: Text.AlignHCenter
    }
}
