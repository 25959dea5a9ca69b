// One item of a bill.

import QtQuick
import QtQuick.Layouts

Card {
    id: root

    required property string name
    required property string quantity
    required property string category
    required property string amount

    inset: Theme.tight
    Accessible.role: Accessible.StaticText
    Accessible.name: `${name}, ${quantity} · ${category}, ${amount}`

    RowLayout {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.tight
        Layout.rightMargin: Theme.tight
        spacing: Theme.gap

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            Label {
                Layout.fillWidth: true
                text: root.name
                strong: true
                wrapMode: Text.Wrap
                Accessible.ignored: true
            }

            Label {
                Layout.fillWidth: true
                text: `${root.quantity} · ${root.category}`
                color: Theme.soft
                font.pixelSize: Theme.small
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
}
