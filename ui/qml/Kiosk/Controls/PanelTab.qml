// One panel of those that can be opened; the open one is filled.

import QtQuick

Touchable {
    id: root

    required property int position
    required property string label
    required property bool on

    name: label
    miss: Theme.tight / 2
    implicitHeight: Theme.target
    Accessible.selectable: true
    Accessible.selected: on

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        border.width: root.on ? 0 : Theme.edge
        border.color: Theme.outline
        color: {
            if (root.on)
                return root.down ? Theme.action1Down : Theme.action1;
            return root.down ? Theme.quietDown : Theme.surface;
        }
    }

    Label {
        anchors.centerIn: parent
        width: Math.min(implicitWidth, parent.width)
        text: root.label
        color: root.on ? Theme.fgAction : Theme.accent
        strong: true
        wrapMode: Text.NoWrap
        horizontalAlignment: Text.AlignHCenter
        Accessible.ignored: true
    }
}
