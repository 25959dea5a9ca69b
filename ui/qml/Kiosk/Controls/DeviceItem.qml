// One thing that was looked at: how it is, what to do about it, and perhaps what can be done.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    required property int position
    required property string label
    required property string found
    required property string remedy
    required property string tone
    required property string icon
    required property string detail
    required property string act

    name: [label, found, remedy, detail, act].filter(words => words !== "").join(", ")
    enabled: act !== ""
    miss: Theme.tight / 2
    implicitHeight: Math.max(Theme.row, row.implicitHeight + 2 * Theme.tight)

    Shadow {
        opacity: root.enabled ? 1 : 0
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: root.down ? Theme.quietDown : Theme.surface
        border.width: root.enabled ? Theme.edge : Theme.hairline
        border.color: root.enabled ? Theme.accent : Theme.line
    }

    RowLayout {
        id: row

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.gap

        Icon {
            name: root.icon
            tint: Theme.shade(root.tone)
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: root.label
                strong: true
                maximumLineCount: 1
                elide: Text.ElideRight
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.found
                wrapMode: Text.Wrap
                maximumLineCount: 2
                elide: Text.ElideRight
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.remedy
                color: Theme.shade(root.tone)
                strong: true
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.detail
                color: Theme.soft
                wrapMode: Text.Wrap
                maximumLineCount: 3
                elide: Text.ElideRight
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }

        Label {
            visible: text !== ""
            text: root.act
            color: Theme.accent
            strong: true
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }

        Icon {
            visible: root.enabled
            name: "forward"
            tint: Theme.accent
        }
    }
}
