// Show a code that says who you are, and how to hold it.

import QtQuick

import Kiosk.Controls

ScanPage {
    slip: visit.deferrable
    title: {
        if (slip)
            return qsTr("Please scan the guide slip");
        if (visit.ward.wanted)
            return qsTr("For your stay, show your code");
        if (visit.seeking.wanted)
            return qsTr("To register, show your code");
        if (visit.checking.wanted)
            return qsTr("To see what is left to do, show your code");
        return visit.collecting.wanted ? qsTr("To print invoices, show your code") : qsTr("Please show your insurance code");
    }
    subtitle: slip ? qsTr("Hold the QR code on the slip below the screen, towards the scanner.") : qsTr("Hold the phone below the screen, with the code towards the scanner.")
    apps: slip ? [qsTr("Doctor's guide slip"), qsTr("Medical credit")] : [qsTr("National insurance app"), qsTr("Suishenban"), qsTr("WeChat"), qsTr("Alipay")]
    appsIcon: slip ? "check" : "phone"
    appsTitle: slip ? qsTr("The network is down. To register you need:") : qsTr("You find the code in:")
}
