// A small helper in the top bar: a shape and a word.

import QtQuick

Touchable {
    id: root

    property string text: ""
    required property string icon
    property bool on: false
    property bool urgent: false
    readonly property color ink: on || urgent ? Theme.fgAction : Theme.accent

    name: text
    miss: Theme.tight / 2
    implicitWidth: Math.max(Theme.mm(26), word.implicitWidth + 2 * Theme.mm(3))
    implicitHeight: Theme.mm(Theme.large ? 30 : 28)

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        border.width: Theme.edge
        border.color: root.on || root.urgent ? Theme.action1 : Theme.outline
        color: {
            if (root.on || root.urgent)
                return root.down ? Theme.action1Down : Theme.action1;
            return root.down ? Theme.quietDown : Theme.surface;
        }
    }

    Item {
        anchors.centerIn: parent
        width: parent.width
        height: root.implicitHeight

        Icon {
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: word.top
            name: root.icon
            tint: root.ink
            size: Theme.mm(10)
        }

        Label {
            id: word

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.mm(1.5)
            text: root.text
            color: root.ink
            strong: true
            font.pixelSize: Theme.bar
            wrapMode: Text.NoWrap
            Accessible.ignored: true
        }
    }
}
