// Central knows who it is. What she came for is on its way.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property bool child: visit.relative !== ""

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
        text: root.visit.greeting
        strong: true
        font.pixelSize: Theme.title
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.Heading
    }

    Label {
        Layout.fillWidth: true
        visible: root.child
        text: root.visit.relative
        font.pixelSize: Theme.heading
        horizontalAlignment: Text.AlignHCenter
    }

    Notice {
        Layout.fillWidth: true
        objectName: "contract"
        visible: root.visit.amount.bank !== ""
        icon: "card"
        text: qsTr("%1 credit, %2 left").arg(root.visit.amount.bank).arg(root.visit.amount.available)
    }

    Dots {
        Layout.alignment: Qt.AlignHCenter
    }

    WaitWords {
        Layout.fillWidth: true
        stage: patience.stage
        happened: root.visit.happened
        window: root.visit.window
    }

    Spacer {}
}
