// A time, how many can still come, and the fee; or that it is full.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    required property int position
    required property string label
    required property string detail
    required property string fee
    required property string objection

    name: [label, detail, fee, objection].filter(words => words !== "").join(", ")
    enabled: objection === ""
    miss: Theme.tight / 2
    implicitHeight: Math.max(Theme.action, column.implicitHeight + Theme.tight)

    Shadow {
        opacity: root.enabled ? 1 : 0
    }

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

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.cramped ? Theme.tight : Theme.gap
        anchors.rightMargin: Theme.cramped ? Theme.tight : Theme.gap
        spacing: 0

        Label {
            Layout.fillWidth: true
            text: root.label
            color: root.enabled ? Theme.accent : Theme.soft
            strong: true
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.heading
            Accessible.ignored: true
        }

        Label {
            Layout.fillWidth: true
            visible: !root.enabled
            text: root.objection
            color: Theme.soft
            Accessible.ignored: true
        }

        InvoiceLine {
            Layout.fillWidth: true
            visible: root.enabled
            first: root.detail
            last: root.fee
        }
    }
}
