// What she has booked before she came, and the way to something else.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls

OptionsScreen {
    id: root

    // Below the pager.
    actionShare: 0.37
    actions: BigButton {
        Layout.fillWidth: true
        objectName: "another"
        text: qsTr("Register for something else")
        icon: "calendar"
        quiet: true
        onTapped: root.seeking.another()
    }
}
