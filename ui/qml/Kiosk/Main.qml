// The window. One state, one screen, one frame around all of them.

pragma ComponentBehavior: Bound

import QtQuick

import Kiosk.Controls
import Kiosk.ViewModels

Window {
    id: root

    required property VisitViewModel visit

    color: Theme.canvas
    title: visit.hospital
    // On the wall no key and no desktop takes it away; only its program does.
    onClosing: close => close.accepted = root.visibility !== Window.FullScreen

    Binding {
        target: Theme
        property: "pixels"
        value: root.visit.pixels
    }

    Binding {
        target: Theme
        property: "room"
        value: root.visit.room
    }

    Binding {
        target: Theme
        property: "portrait"
        value: root.visit.portrait
    }

    Binding {
        target: Theme
        property: "large"
        value: root.visit.comfort.large
    }

    Binding {
        target: Theme
        property: "contrast"
        value: root.visit.comfort.contrast
    }

    HoverHandler {
        enabled: root.visibility === Window.FullScreen
        cursorShape: Qt.BlankCursor
    }

    // Out of reach, but not out of sight.
    Rectangle {
        objectName: "strip"
        width: parent.width
        height: root.visit.above
        color: Theme.surface

        Label {
            anchors.centerIn: parent
            width: parent.width - 2 * Theme.margin
            visible: parent.height > 2 * Theme.title
            text: root.visit.hospital
            color: Theme.accent
            strong: true
            font.pixelSize: Theme.heading
            horizontalAlignment: Text.AlignHCenter
        }
    }

    TopBar {
        id: top

        objectName: "topBar"
        anchors.top: parent.top
        anchors.topMargin: root.visit.above
        anchors.left: parent.left
        anchors.right: parent.right
        visit: root.visit
        enabled: !root.visit.comfort.helping
    }

    Loader {
        id: screen

        readonly property string name: root.visit.screen

        objectName: "screen"
        anchors.top: top.bottom
        anchors.bottom: bottom.top
        anchors.left: parent.left
        anchors.right: parent.right
        enabled: !root.visit.comfort.helping
        onNameChanged: setSource(`Screens/${name}.qml`, {
            visit: root.visit
        })
    }

    BottomBar {
        id: bottom

        anchors.bottom: parent.bottom
        anchors.bottomMargin: root.visit.below
        anchors.left: parent.left
        anchors.right: parent.right
        visit: root.visit
        enabled: !root.visit.comfort.helping
    }

    Loader {
        anchors.fill: parent
        anchors.topMargin: root.visit.above
        anchors.bottomMargin: root.visit.below
        active: root.visit.comfort.helping

        sourceComponent: HelpPanel {
            objectName: "helpPanel"
            visit: root.visit
        }
    }

    // Sees every finger first, and takes none.
    Item {
        anchors.fill: parent
        z: 1

        PointHandler {
            onActiveChanged: {
                if (active)
                    root.visit.comfort.touch();
            }
        }
    }

    Rectangle {
        readonly property rect target: root.visit.comfort.ring

        x: target.x - Theme.tight / 2
        y: target.y - Theme.tight / 2
        z: 1
        width: target.width + Theme.tight
        height: target.height + Theme.tight
        visible: target.width > 0
        color: "transparent"
        radius: Theme.radius
        border.width: Theme.mm(2)
        border.color: Theme.pointed
    }
}
