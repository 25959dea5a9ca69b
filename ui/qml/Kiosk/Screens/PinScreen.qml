// The proof of a badge: a PIN, or the number of the minute. What is typed nobody sees.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AttendingViewModel attending: visit.attending

    title: qsTr("PIN, or the number of the minute")
    subtitle: attending.objection
    actionShare: 0.3
    actions: BigButton {
        Layout.fillWidth: true
        objectName: "confirm"
        text: qsTr("Enter")
        icon: "check"
        enabled: root.attending.enough
        onTapped: root.attending.enter()
    }

    Card {
        Layout.fillWidth: true
        Layout.fillHeight: false

        Label {
            Layout.fillWidth: true
            Layout.minimumHeight: Theme.target
            text: root.attending.dots
            font.pixelSize: Theme.title
            horizontalAlignment: Text.AlignHCenter
            verticalAlignment: Text.AlignVCenter
            Accessible.ignored: true
        }
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        columns: Theme.portrait ? 3 : 6
        columnSpacing: Theme.gap
        rowSpacing: Theme.gap
        uniformCellWidths: true

        Repeater {
            model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

            BigButton {
                id: digit

                required property string modelData

                Layout.fillWidth: true
                implicitWidth: Theme.target
                implicitHeight: Theme.target
                objectName: `digit-${digit.modelData}`
                text: digit.modelData
                quiet: true
                onTapped: root.attending.type(digit.modelData)
            }
        }

        BigButton {
            Layout.fillWidth: true
            implicitWidth: Theme.target
            implicitHeight: Theme.target
            objectName: "digit-0"
            text: "0"
            quiet: true
            onTapped: root.attending.type("0")
        }

        BigButton {
            Layout.fillWidth: true
            Layout.columnSpan: 2
            implicitWidth: Theme.target
            implicitHeight: Theme.target
            objectName: "erase"
            text: qsTr("Erase")
            icon: "back"
            quiet: true
            onTapped: root.attending.erase()
        }
    }

    Spacer {}
}
