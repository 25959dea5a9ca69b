// The large shape that says at a glance how things stand.

import QtQuick

Rectangle {
    id: root

    required property string name
    property string tone: "calm"
    property real size: Theme.emblem

    implicitWidth: size
    implicitHeight: size
    radius: size / 2
    color: Theme.tint(tone)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.shade(tone)
    Accessible.ignored: true

    Icon {
        anchors.centerIn: parent
        name: root.name
        size: Math.round(root.size * 0.58)
        tint: Theme.shade(root.tone)
    }
}
