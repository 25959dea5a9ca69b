// Show a code that says who you are, and how to hold it.

import QtQuick

import Kiosk.Controls

ScanPage {
    title: qsTr("Please show your insurance code")
    subtitle: qsTr("Hold the phone below the screen, with the code towards the scanner.")
    apps: [qsTr("National insurance app"), qsTr("Suishenban"), qsTr("WeChat"), qsTr("Alipay")]
    appsTitle: qsTr("You find the code in:")
}
