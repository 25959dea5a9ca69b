// Earlier, later: whole pages, never a scroll.

import QtQuick
import QtQuick.Layouts

RowLayout {
    id: root

    required property int page
    required property int pages
    property string prefix: ""

    signal turned(int pages)

    spacing: Theme.gap
    visible: pages > 1

    BigButton {
        objectName: `${root.prefix}previous`
        text: qsTr("Earlier")
        icon: "up"
        quiet: true
        enabled: root.page > 1
        implicitHeight: Theme.target
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onTapped: root.turned(-1)
    }

    Label {
        text: qsTr("Page %1 of %2").arg(root.page).arg(root.pages)
        horizontalAlignment: Text.AlignHCenter
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }

    BigButton {
        objectName: `${root.prefix}next`
        text: qsTr("Later")
        icon: "down"
        quiet: true
        enabled: root.page < root.pages
        implicitHeight: Theme.target
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        onTapped: root.turned(1)
    }
}
