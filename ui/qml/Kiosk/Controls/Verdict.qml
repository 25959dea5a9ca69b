// A person has looked, and says how it was.

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: root

    signal given(bool passed)

    spacing: Theme.gap

    BigButton {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        implicitWidth: Theme.target
        objectName: "failed"
        text: qsTr("Not well")
        icon: "close"
        quiet: true
        onTapped: root.given(false)
    }

    BigButton {
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        implicitWidth: Theme.target
        objectName: "passed"
        text: qsTr("All well")
        icon: "check"
        onTapped: root.given(true)
    }
}
