// The invitation: warm words and a picture of what will happen.

import QtQuick
import QtQuick.Layouts

Rectangle {
    id: root

    required property string title
    required property string text

    radius: Theme.radius * 2
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.line
    gradient: Gradient {
        GradientStop {
            position: 0
            color: Theme.glow
        }
        GradientStop {
            position: 1
            color: Theme.glowEnd
        }
    }

    ColumnLayout {
        anchors.fill: parent
        anchors.margins: Theme.roomy
        spacing: Theme.tight

        Label {
            Layout.fillWidth: true
            text: root.title
            strong: true
            font.pixelSize: Theme.hero
            Accessible.role: Accessible.Heading
        }

        Label {
            Layout.fillWidth: true
            visible: !Theme.cramped
            text: root.text
            color: Theme.soft
            font.pixelSize: Theme.heading
        }

        Image {
            Layout.fillWidth: true
            Layout.fillHeight: true
            Layout.minimumHeight: 0
            Layout.preferredHeight: 0
            fillMode: Image.PreserveAspectFit
            source: "../Icons/welcome.svg"
            sourceSize: Qt.size(Theme.mm(230 * Theme.room), Theme.mm(172 * Theme.room))
            Accessible.ignored: true
        }
    }
}
