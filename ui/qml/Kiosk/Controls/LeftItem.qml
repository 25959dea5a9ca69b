// One thing that is open: what it is, how it stands, its sum, and perhaps a way to do it.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    required property int position
    required property string icon
    required property string tone
    required property string label
    required property string note
    required property string amount
    required property string way
    readonly property string deed: {
        switch (way) {
        case "pay":
            return qsTr("Pay now");
        case "print":
            return qsTr("Print now");
        case "stay":
            return qsTr("See to it");
        case "entitlements":
        case "claims":
            return qsTr("Read");
        }
        return "";
    }

    name: [label, note, amount, deed].filter(words => words !== "").join(", ")
    enabled: way !== ""
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
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                visible: text !== ""
                text: root.note
                color: Theme.soft
                font.pixelSize: Theme.small
                Accessible.ignored: true
            }
        }

        ColumnLayout {
            Layout.fillWidth: false
            spacing: 0

            Label {
                Layout.alignment: Qt.AlignRight
                visible: text !== ""
                text: root.amount
                strong: true
                wrapMode: Text.NoWrap
                font.pixelSize: Theme.heading
                Accessible.ignored: true
            }

            Label {
                Layout.alignment: Qt.AlignRight
                visible: text !== ""
                text: root.deed
                color: Theme.accent
                strong: true
                wrapMode: Text.NoWrap
                Accessible.ignored: true
            }
        }

        Icon {
            visible: root.enabled
            name: "forward"
            tint: Theme.accent
        }
    }
}
