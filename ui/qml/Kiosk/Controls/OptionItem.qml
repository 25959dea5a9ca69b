// One answer: what it is, what belongs to it, and its fee; or why it cannot be chosen.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    required property int position
    required property string label
    required property string aside
    required property string note
    required property string detail
    required property string fee
    required property string objection
    property bool narrow: false

    name: [label, aside, note, detail, fee, objection].filter(words => words !== "").join(", ")
    enabled: objection === ""
    miss: Theme.tight / 2
    implicitHeight: Math.max(Theme.action, row.implicitHeight + 2 * Theme.tight)

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

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.tight
        spacing: Theme.tight

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Flow {
                Layout.fillWidth: true
                spacing: Theme.tight

                Label {
                    width: Math.min(implicitWidth, parent.width)
                    text: root.label
                    color: root.enabled ? Theme.accent : Theme.soft
                    strong: true
                    font.pixelSize: Theme.heading
                    Accessible.ignored: true
                }

                Label {
                    visible: text !== ""
                    width: Math.min(implicitWidth, parent.width)
                    height: Math.max(implicitHeight, Math.round(Theme.heading * 1.45))
                    text: root.aside
                    Accessible.ignored: true
                }
            }

            Label {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.note
                color: root.enabled ? Theme.ink : Theme.soft
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.detail
                color: Theme.soft
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.objection
                color: Theme.shade("good")
                strong: true
                Accessible.ignored: true
            }
        }

        Label {
            visible: text !== ""
            text: root.fee
            strong: true
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.heading
            Accessible.ignored: true
        }

        Icon {
            visible: root.enabled && !root.narrow
            name: "forward"
            tint: Theme.accent
        }
    }
}
