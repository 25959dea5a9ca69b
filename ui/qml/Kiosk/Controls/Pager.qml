// Earlier, later: whole pages, never a scroll.

import QtQuick
import QtQuick.Layouts

GridLayout {
    id: root

    required property int page
    required property int pages
    property string prefix: ""
    property bool stacked: false
    property bool upright: false
    readonly property string where: qsTr("Page %1 of %2").arg(page).arg(pages)

    signal turned(int pages)

    columnSpacing: Theme.gap
    rowSpacing: Theme.mm(1)
    visible: pages > 1

    Label {
        visible: root.stacked
        text: root.where
        horizontalAlignment: Text.AlignHCenter
        Layout.row: 0
        Layout.columnSpan: 2
        Layout.fillWidth: true
        Layout.preferredWidth: 1
    }

    BigButton {
        objectName: `${root.prefix}previous`
        text: qsTr("Earlier")
        icon: "up"
        quiet: true
        enabled: root.page > 1
        implicitHeight: Theme.target
        Layout.fillWidth: true
        Layout.preferredWidth: 1
        Layout.row: root.stacked ? 1 : 0
        Layout.column: 0
        onTapped: root.turned(-1)
    }

    Label {
        visible: !root.stacked
        text: root.where
        horizontalAlignment: Text.AlignHCenter
        Layout.row: root.upright ? 1 : 0
        Layout.column: root.upright ? 0 : 1
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
        Layout.row: root.upright ? 2 : root.stacked ? 1 : 0
        Layout.column: root.upright ? 0 : root.stacked ? 1 : 2
        onTapped: root.turned(1)
    }
}
