// A time to choose: what it holds and what that comes to, or why it cannot be chosen.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    required property int position
    required property string since
    required property string counted
    required property string sum
    required property string objection
    required property string label

    name: [label, since, counted, sum, objection].filter(words => words !== "").join(", ")
    enabled: objection === ""
    implicitHeight: Math.max(Theme.action, column.implicitHeight + Theme.tight)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: {
            if (!root.enabled)
                return Theme.sunken;
            return root.down ? Theme.quietDown : Theme.surface;
        }
        border.width: root.enabled ? Theme.edge : Theme.hairline
        border.color: root.enabled ? Theme.accent : Theme.line
    }

    RowLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap

        ColumnLayout {
            id: column

            Layout.fillWidth: true
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: root.label
                color: root.enabled ? Theme.accent : Theme.soft
                strong: true
                font.pixelSize: Theme.heading
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                visible: text !== "" && !Theme.cramped
                text: root.since
                color: Theme.soft
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                text: root.enabled ? root.counted : root.objection
                color: root.enabled ? Theme.ink : Theme.shade("wait")
                Accessible.ignored: true
            }
        }

        Label {
            text: root.sum
            color: root.enabled ? Theme.ink : Theme.soft
            strong: root.enabled
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.heading
            Accessible.ignored: true
        }

        Icon {
            visible: root.enabled
            name: "forward"
            tint: Theme.accent
        }
    }
}
