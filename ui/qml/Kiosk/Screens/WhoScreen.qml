// Central knows who it is. The bills are on their way.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property bool child: visit.payer !== ""

    Elapsed {
        id: patience

        first: 1000
        second: 10000
    }

    Spacer {}

    Emblem {
        Layout.alignment: Qt.AlignHCenter
        name: root.child ? "family" : "user"
        tone: "good"
    }

    Label {
        Layout.fillWidth: true
        text: root.child ? qsTr("Paying for %1").arg(root.visit.patient) : qsTr("Hello, %1").arg(root.visit.patient)
        strong: true
        font.pixelSize: Theme.title
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.Heading
    }

    Label {
        Layout.fillWidth: true
        visible: root.child
        text: qsTr("Payer: %1").arg(root.visit.payer)
        font.pixelSize: Theme.heading
        horizontalAlignment: Text.AlignHCenter
    }

    Dots {
        Layout.alignment: Qt.AlignHCenter
    }

    WaitWords {
        Layout.fillWidth: true
        stage: patience.stage
        happened: qsTr("We are looking for your open bills.")
        window: root.visit.window
    }

    Spacer {}
}
