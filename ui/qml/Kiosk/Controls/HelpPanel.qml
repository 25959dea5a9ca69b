// Where a person is who can help.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Rectangle {
    id: root

    required property VisitViewModel visit

    color: Theme.scrim

    Card {
        anchors.centerIn: parent
        width: Math.min(parent.width - 2 * Theme.margin, Theme.mm(290))
        inset: Theme.roomy
        spacing: Theme.gap

        Emblem {
            Layout.alignment: Qt.AlignHCenter
            name: "help"
            size: Theme.mm(48)
        }

        Label {
            Layout.fillWidth: true
            text: qsTr("Would you like help?")
            strong: true
            font.pixelSize: Theme.title
            horizontalAlignment: Text.AlignHCenter
            Accessible.role: Accessible.Heading
        }

        Notice {
            Layout.fillWidth: true
            visible: root.visit.comfort.calling || root.visit.comfort.coming
            text: root.visit.comfort.coming ? qsTr("Our staff have been called. Please wait here.") : qsTr("Calling our staff")
            icon: root.visit.comfort.coming ? "check" : "hourglass"
            tone: root.visit.comfort.coming ? "good" : "calm"
        }

        Label {
            Layout.fillWidth: true
            text: root.visit.comfort.coming ? qsTr("Or come to us:") : qsTr("Our staff are here for you:")
            color: Theme.soft
            horizontalAlignment: Text.AlignHCenter
        }

        Notice {
            Layout.fillWidth: true
            text: root.visit.window
            icon: "pin"
            grand: true
        }

        BigButton {
            Layout.fillWidth: true
            objectName: "closeHelp"
            text: qsTr("Continue here")
            onTapped: root.visit.comfort.dismiss()
        }
    }
}
