// Chosen or not, by shape as well as by colour.

import QtQuick

Rectangle {
    id: root

    required property bool ticked

    implicitWidth: Theme.tick
    implicitHeight: Theme.tick
    radius: Theme.mm(2.5)
    color: ticked ? Theme.action1 : Theme.surface
    border.width: Theme.edge
    border.color: ticked ? Theme.action1 : Theme.outline
    Accessible.ignored: true

    Icon {
        anchors.centerIn: parent
        visible: root.ticked
        name: "check"
        tint: Theme.fgAction
        size: Math.round(root.width * 0.86)
    }
}
