// How to hold the phone or the slip: its code towards the lit window of the scanner.

import QtQuick

Rectangle {
    id: root

    property bool slip: false
    property bool paying: false
    readonly property real unit: Math.min(height / 100, width / 110)

    radius: Theme.radius * 2
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.line
    gradient: Gradient {
        GradientStop {
            position: 0
            color: Theme.glowEnd
        }
        GradientStop {
            position: 1
            color: Theme.glow
        }
    }
    Accessible.role: Accessible.Graphic
    Accessible.name: slip ? qsTr("Hold the slip with its code towards the scanner below the screen.") : qsTr("Hold the phone with its code towards the scanner below the screen.")

    Image {
        anchors.horizontalCenter: parent.horizontalCenter
        anchors.bottom: parent.bottom
        anchors.bottomMargin: 4 * root.unit
        width: Math.round(104 * root.unit)
        height: Math.round(52 * root.unit)
        source: "../Icons/scanner.svg"
        sourceSize: Qt.size(width, height)
    }

    Image {
        property real lift: 0

        anchors.horizontalCenter: parent.horizontalCenter
        y: root.height - (94 + lift) * root.unit
        width: Math.round(33 * root.unit)
        height: Math.round(60.5 * root.unit)
        source: {
            if (root.slip)
                return "../Icons/slip-with-code.svg";
            return root.paying ? "../Icons/phone-with-payment-code.svg" : "../Icons/phone-with-code.svg";
        }
        sourceSize: Qt.size(width, height)

        SequentialAnimation on lift {
            running: !Theme.large
            loops: Animation.Infinite

            PauseAnimation {
                duration: 1800
            }
            NumberAnimation {
                to: -6
                duration: 300
                easing.type: Easing.InOutQuad
            }
            PauseAnimation {
                duration: 2400
            }
            NumberAnimation {
                to: 0
                duration: 300
                easing.type: Easing.InOutQuad
            }
        }
    }
}
