// Seconds that are left, as a ring and as a number.

import QtQuick
import QtQuick.Shapes

Item {
    id: root

    required property int seconds
    property int remaining: seconds

    implicitWidth: Theme.ring
    implicitHeight: Theme.ring

    Timer {
        interval: 1000
        repeat: true
        running: root.remaining > 0
        onTriggered: root.remaining -= 1
    }

    Shape {
        anchors.fill: parent

        ShapePath {
            strokeWidth: Theme.mm(5)
            strokeColor: Theme.contrast ? Theme.canvas : Theme.sunken
            fillColor: Theme.surface

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: root.width / 2 - Theme.mm(2.5)
                radiusY: radiusX
                startAngle: 0
                sweepAngle: 360
            }
        }

        ShapePath {
            strokeWidth: Theme.mm(5)
            strokeColor: Theme.accent
            fillColor: "transparent"
            capStyle: ShapePath.RoundCap

            PathAngleArc {
                centerX: root.width / 2
                centerY: root.height / 2
                radiusX: root.width / 2 - Theme.mm(2.5)
                radiusY: radiusX
                startAngle: -90
                sweepAngle: 360 * root.remaining / root.seconds
            }
        }
    }

    Label {
        anchors.centerIn: parent
        text: String(root.remaining)
        Accessible.name: qsTr("%1 seconds left").arg(root.remaining)
        strong: true
        font.pixelSize: Theme.hero
    }
}
