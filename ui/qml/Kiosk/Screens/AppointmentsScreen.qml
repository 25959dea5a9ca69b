// What she has booked before she came, and the way to something else.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls

OptionsScreen {
    id: root

    actions: BigButton {
        Layout.fillWidth: true
        objectName: "another"
        text: qsTr("Register for something else")
        icon: "forward"
        onTapped: root.seeking.another()
    }
}
