// What a person compares: the day, the number as it is read aloud, the sum, the state.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    required property bool chosen
    required property string day
    required property string kind
    required property string number
    required property string amount
    required property string status
    required property string tone

    name: `${day}, ${kind}, ${number}, ${amount}, ${status}`
    miss: Theme.tight / 2
    implicitHeight: row.implicitHeight + Theme.tight
    Accessible.role: Accessible.CheckBox
    Accessible.checkable: true
    Accessible.checked: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        color: {
            if (!root.enabled)
                return Theme.sunken;
            return root.down ? Theme.quietDown : Theme.surface;
        }
        border.width: root.chosen ? Theme.edge : Theme.hairline
        border.color: {
            if (!root.enabled)
                return Theme.line;
            return root.chosen ? Theme.accent : Theme.outline;
        }
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.tight
        anchors.rightMargin: Theme.gap
        spacing: Theme.tight

        TickBox {
            opacity: root.enabled ? 1 : 0
            ticked: root.chosen
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            RowLayout {
                spacing: Theme.tight

                Flow {
                    Layout.fillWidth: true
                    spacing: Theme.tight

                    Label {
                        text: root.day
                        strong: true
                        Accessible.ignored: true
                    }

                    Label {
                        text: root.kind
                        Accessible.ignored: true
                    }
                }

                Label {
                    text: root.amount
                    strong: true
                    wrapMode: Text.NoWrap
                    Accessible.ignored: true
                }
            }

            InvoiceLine {
                Layout.fillWidth: true
                first: root.number
                last: root.status
                lastInk: Theme.shade(root.tone)
                small: true
            }
        }
    }
}
