// The steps to come, each with its number and its shape.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

GridLayout {
    id: root

    required property list<string> icons
    required property list<string> words

    columns: Theme.portrait ? 3 : 1
    columnSpacing: Theme.gap
    rowSpacing: Theme.tight
    uniformCellWidths: true

    Repeater {
        model: root.icons

        StepCard {
            required property int index
            required property string modelData

            Layout.fillWidth: true
            Layout.fillHeight: true
            number: index + 1
            icon: modelData
            text: root.words[index]
        }
    }
}
