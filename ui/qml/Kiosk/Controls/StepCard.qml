// One of the steps to come.

import QtQuick
import QtQuick.Layouts

Card {
    id: root

    required property int number
    required property string icon
    required property string text

    inset: Theme.tight
    flat: true

    GridLayout {
        Layout.fillWidth: true
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.tight

        Emblem {
            Layout.alignment: Qt.AlignHCenter
            name: root.icon
            size: Theme.mm((Theme.portrait ? 36 : 26) * Theme.room)
        }

        Label {
            Layout.fillWidth: true
            text: `${root.number}  ${root.text}`
            strong: true
            horizontalAlignment: Theme.portrait ? Text.AlignHCenter : Text.AlignLeft
        }
    }
}
