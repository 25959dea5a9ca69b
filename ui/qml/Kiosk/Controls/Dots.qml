// Three dots that say: still at it. They step, they never flash.

pragma ComponentBehavior: Bound

import QtQuick

Row {
    id: root

    property int step: 0

    spacing: Theme.tight
    Accessible.ignored: true

    Timer {
        interval: 600
        repeat: true
        running: true
        onTriggered: root.step = (root.step + 1) % 3
    }

    Repeater {
        model: 3

        Rectangle {
            required property int index

            width: Theme.mm(6)
            height: width
            radius: width / 2
            color: index === root.step ? Theme.accent : Theme.sunken
            border.width: Theme.hairline
            border.color: Theme.outline
        }
    }
}
