// What did not work lately. A tap takes it away.

import QtQuick

Rectangle {
    id: root

    required property string text

    signal tapped

    border.color: Theme.warn
    color: Theme.wash
    height: Theme.button
    radius: Theme.round
    visible: text !== ""

    TapHandler {
        onTapped: root.tapped()
    }

    Words {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        color: Theme.warn
        objectName: "trouble"
        text: root.text
    }
}
