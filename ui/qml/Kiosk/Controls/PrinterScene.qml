// Where the pages come out, and how far they are.

import QtQuick

Rectangle {
    id: root

    property real done: 0.5
    readonly property real unit: Math.min(height / 112, width / 130)

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
    Accessible.name: qsTr("The pages come out of the large slot below the screen.")

    Image {
        id: body

        anchors.horizontalCenter: parent.horizontalCenter
        y: Math.round((root.height - 104 * root.unit) / 2)
        width: Math.round(110 * root.unit)
        height: Math.round(38.5 * root.unit)
        source: "../Icons/printer-body.svg"
        sourceSize: Qt.size(width, height)
    }

    Item {
        anchors.top: body.top
        anchors.topMargin: Math.round(30.2 * root.unit)
        anchors.bottom: parent.bottom
        anchors.horizontalCenter: parent.horizontalCenter
        width: page.width
        clip: true

        Image {
            id: page

            y: Math.round(-height * 0.86 * (1 - root.done))
            width: Math.round(52 * root.unit)
            height: Math.round(67.6 * root.unit)
            source: "../Icons/page-out.svg"
            sourceSize: Qt.size(width, height)
        }
    }
}
