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
    required property string picture
    required property string repair
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

        Drawing {
            name: root.picture

            Rectangle {
                anchors.horizontalCenter: parent.right
                anchors.verticalCenter: parent.bottom
                anchors.horizontalCenterOffset: -width / 8
                anchors.verticalCenterOffset: -height / 8
                width: badge.width + Theme.tight / 2
                height: width
                radius: width / 2
                color: Theme.surface

                Icon {
                    id: badge

                    anchors.centerIn: parent
                    name: root.icon
                    size: Math.round(Theme.icon * 0.8)
                    tint: Theme.shade(root.tone)
                }
            }
        }

        Icon {
            visible: root.picture === ""
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

        ColumnLayout {
            Layout.fillWidth: false
            spacing: Theme.tight

            Drawing {
                Layout.alignment: Qt.AlignRight
                name: root.repair
            }

            RowLayout {
                Layout.alignment: Qt.AlignRight
                visible: root.enabled
                spacing: Theme.tight

                Label {
                    text: root.act
                    color: Theme.accent
                    strong: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }

                Icon {
                    name: "forward"
                    tint: Theme.accent
                }
            }
        }
    }
}
