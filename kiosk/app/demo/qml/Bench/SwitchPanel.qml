// What can be made to go wrong.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Bench.ViewModels

Panel {
    id: root

    required property SwitchesViewModel switches

    heading: "Switches 开关"

    Grid {
        id: grid

        Layout.fillWidth: true
        columns: 2
        spacing: Theme.gap

        Repeater {
            model: root.switches.rows

            SwitchItem {
                objectName: `switch${index}`
                width: (grid.width - grid.spacing) / 2
                onTapped: root.switches.flip(index)
            }
        }

        PushButton {
            height: Theme.switchHeight
            objectName: "reset"
            text: "Mend all, fresh bills 重置"
            width: (grid.width - grid.spacing) / 2
            onTapped: root.switches.reset()
        }
    }
}
