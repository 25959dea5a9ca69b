// In which apps the code is found.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

GridLayout {
    id: root

    required property list<string> names
    property string icon: "phone"

    columns: {
        if (!Theme.portrait)
            return 1;
        return names.length % 2 ? 3 : 2;
    }
    columnSpacing: Theme.tight
    rowSpacing: Theme.tight
    uniformCellWidths: true

    Repeater {
        model: root.names

        Card {
            id: chip

            required property string modelData

            Layout.fillWidth: true
            inset: Theme.tight
            flat: true

            RowLayout {
                spacing: Theme.tight

                Icon {
                    name: root.icon
                    tint: Theme.accent
                    size: Theme.mm(9)
                }

                Label {
                    Layout.fillWidth: true
                    text: chip.modelData
                    font.pixelSize: Theme.body
                }
            }
        }
    }
}
