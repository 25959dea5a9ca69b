// Whose phone it is, what it shows, and where it is held.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Controls.Basic
import QtQuick.Layouts

import Bench.ViewModels

Panel {
    id: root

    required property PhoneViewModel phone
    required property bool running

    heading: "Patient's phone 手机"

    RowLayout {
        spacing: Theme.margin

        Phone {
            objectName: "phone"
            phone: root.phone
        }

        ColumnLayout {
            spacing: Theme.gap

            ListView {
                id: people

                Layout.fillHeight: true
                Layout.fillWidth: true
                boundsBehavior: Flickable.StopAtBounds
                clip: true
                model: root.phone.people
                objectName: "people"
                spacing: 2

                ScrollBar.vertical: ScrollBar {
                    policy: ScrollBar.AlwaysOn
                    width: Theme.bar
                }

                delegate: PersonItem {
                    objectName: `person${index}`
                    width: people.width - Theme.gap
                    onTapped: root.phone.choose(index)
                }
            }

            Grid {
                id: kinds

                Layout.fillWidth: true
                columns: 3
                spacing: Theme.tight

                Repeater {
                    model: root.phone.kinds

                    KindChip {
                        objectName: key
                        width: (kinds.width - 2 * kinds.spacing) / 3
                        onTapped: root.phone.turn(index)
                    }
                }
            }
        }
    }

    RowLayout {
        spacing: Theme.gap
        uniformCellSizes: true

        PushButton {
            Layout.fillWidth: true
            enabled: root.phone.picture !== ""
            filled: true
            objectName: "hold"
            text: root.phone.held ? "Take away from the camera" : "Hold before the camera"
            onTapped: root.phone.held ? root.phone.lower() : root.phone.hold()
        }

        PushButton {
            Layout.fillWidth: true
            enabled: root.phone.picture !== "" && root.running
            objectName: "present"
            text: "Show to the scanner"
            onTapped: root.phone.present()
        }

        PushButton {
            Layout.fillWidth: true
            enabled: root.running
            objectName: "scan"
            text: "Scan the kiosk's screen, and pay"
            onTapped: root.phone.scan()
        }
    }
}
