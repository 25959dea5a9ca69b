// Whose house this is, what time it is, and how one likes to read.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Rectangle {
    id: root

    required property VisitViewModel visit
    readonly property ComfortViewModel comfort: visit.comfort
    property date now: new Date()

    // Hospital time is China's, as on every slip, whatever zone the machine is set to.
    function clock(now: date): string {
        const minutes = now.getTimezoneOffset() + 8 * 60;
        return Qt.formatTime(new Date(now.getTime() + minutes * 60000), "HH:mm");
    }

    implicitHeight: Math.max(Theme.topBar, row.implicitHeight + 2 * Theme.tight)
    color: Theme.surface

    Timer {
        interval: 1000
        repeat: true
        running: true
        onTriggered: root.now = new Date()
    }

    Rectangle {
        anchors.bottom: parent.bottom
        width: parent.width
        height: Theme.hairline
        color: Theme.line
    }

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.tight

        Icon {
            name: "mark"
            visible: !Theme.cramped && !(Theme.large && Theme.portrait)
            tint: Theme.accent
            size: Theme.mm(18)
        }

        ColumnLayout {
            Layout.fillWidth: true
            spacing: 0

            // Five buttons on a small glass: whose house it is she knows.
            Label {
                Layout.fillWidth: true
                visible: !(Theme.room < 0.9 && Theme.portrait && root.comfort.speaks)
                text: root.visit.hospital
                color: Theme.accent
                strong: true
                font.pixelSize: Theme.portrait ? Theme.bar : Theme.body
            }

            Label {
                objectName: "clock"
                Layout.fillWidth: true
                visible: !Theme.cramped
                text: root.clock(root.now)
                color: Theme.soft
                font.pixelSize: Theme.bar
            }
        }

        BarButton {
            objectName: "large"
            icon: "text"
            text: root.comfort.large ? qsTr("Normal") : qsTr("Larger")
            on: root.comfort.large
            onTapped: root.comfort.enlarge()
        }

        BarButton {
            objectName: "contrast"
            icon: "contrast"
            text: root.comfort.contrast ? qsTr("Colours") : qsTr("Contrast")
            on: root.comfort.contrast
            onTapped: root.comfort.sharpen()
        }

        BarButton {
            objectName: "language"
            icon: "language"
            text: root.comfort.other
            onTapped: root.comfort.translate()
        }

        BarButton {
            objectName: "listen"
            visible: root.comfort.speaks
            icon: "sound"
            text: qsTr("Listen")
            on: root.comfort.listening
            onTapped: root.comfort.listen()
        }

        BarButton {
            objectName: "help"
            icon: "help"
            text: qsTr("Help")
            urgent: true
            onTapped: root.comfort.call()
        }
    }
}
