// What is true of the money: one of three sentences, each with its own shape.

import QtQuick
import QtQuick.Layouts

Rectangle {
    id: root

    objectName: "money"

    required property string text
    required property string tone

    implicitWidth: row.implicitWidth + 2 * Theme.roomy
    // As wide as its words, but never a reason for a screen to grow.
    Layout.fillWidth: true
    Layout.minimumWidth: 0
    Layout.maximumWidth: implicitWidth
    implicitHeight: Math.max(Theme.mm(22), row.implicitHeight + Theme.gap)
    radius: height / 2
    color: Theme.tint(tone)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.shade(tone)

    RowLayout {
        id: row

        anchors.centerIn: parent
        width: Math.min(implicitWidth, root.width - 2 * Theme.tight)
        spacing: Theme.tight

        Icon {
            name: Theme.emblemOf(root.tone)
            tint: Theme.shade(root.tone)
        }

        Label {
            Layout.fillWidth: true
            text: root.text
            color: Theme.shade(root.tone)
            strong: true
            font.pixelSize: Theme.heading
            horizontalAlignment: Text.AlignHCenter
        }
    }
}
