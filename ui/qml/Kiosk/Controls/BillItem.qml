// One bill: chosen or not, or where it is paid; its day, its sum, and a look inside.

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: root

    required property int position
    required property string day
    required property string items
    required property string amount
    required property bool chosen
    required property string window
    readonly property bool here: window === ""

    signal toggled
    signal opened

    spacing: Theme.tight
    Layout.fillHeight: false

    Touchable {
        objectName: `bill-${root.position}`
        name: [root.day, root.items, root.amount, root.window].filter(words => words !== "").join(", ")
        enabled: root.here
        miss: Theme.tight / 2
        implicitHeight: Math.max(Theme.row, words.implicitHeight + Theme.tight)
        Layout.fillWidth: true
        Layout.fillHeight: true
        Accessible.role: Accessible.CheckBox
        Accessible.checkable: true
        Accessible.checked: root.chosen
        onTapped: root.toggled()

        Rectangle {
            anchors.fill: parent
            radius: Theme.radius
            color: {
                if (!root.here)
                    return Theme.sunken;
                return parent.down ? Theme.quietDown : Theme.surface;
            }
            border.width: root.chosen ? Theme.edge : Theme.hairline
            border.color: root.chosen ? Theme.accent : root.here ? Theme.outline : Theme.line
        }

        RowLayout {
            id: words

            anchors.fill: parent
            anchors.leftMargin: Theme.gap
            anchors.rightMargin: Theme.gap
            spacing: Theme.gap

            Icon {
                visible: !root.here
                name: "pin"
                tint: Theme.shade("wait")
            }

            TickBox {
                visible: root.here
                ticked: root.chosen
            }

            ColumnLayout {
                Layout.fillWidth: true
                spacing: 0

                Label {
                    Layout.fillWidth: true
                    text: root.day
                    strong: true
                    Accessible.ignored: true
                }

                Label {
                    Layout.fillWidth: true
                    text: root.here ? root.items : root.window
                    color: root.here ? Theme.soft : Theme.shade("wait")
                    strong: !root.here
                    font.pixelSize: Theme.small
                    Accessible.ignored: true
                }
            }

            Label {
                text: root.amount
                strong: true
                font.pixelSize: Theme.heading
                Accessible.ignored: true
            }
        }
    }

    BigButton {
        objectName: `detail-${root.position}`
        name: qsTr("Items of the bill of %1").arg(root.day)
        text: qsTr("Items")
        quiet: true
        miss: Theme.tight / 2
        implicitWidth: Theme.mm(Theme.large ? 50 : 42)
        Layout.fillHeight: true
        onTapped: root.opened()
    }
}
