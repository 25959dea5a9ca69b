// One piece of paper in the tray. A double click opens it in full size.

import QtQuick

Item {
    id: root

    required property string caption
    required property string picture
    required property real ratio
    required property bool slip

    signal opened

    Accessible.name: caption
    Accessible.role: Accessible.Button
    Accessible.onPressAction: root.opened()
    implicitHeight: paper.height + Theme.tight + label.height
    implicitWidth: Math.max(Theme.narrow, paper.width)

    HoverHandler {
        cursorShape: root.picture === "" ? Qt.ArrowCursor : Qt.PointingHandCursor
    }

    TapHandler {
        onDoubleTapped: {
            if (root.picture !== "")
                root.opened();
        }
    }

    Rectangle {
        anchors.fill: paper
        anchors.leftMargin: 3
        anchors.rightMargin: -3
        anchors.topMargin: 3
        anchors.bottomMargin: -3
        color: Theme.desk
        radius: 2
    }

    Rectangle {
        id: paper

        border.color: Theme.line
        color: root.picture === "" ? Theme.wash : Theme.surface
        height: parent.height - label.height - Theme.tight
        radius: 1
        width: height * root.ratio

        Image {
            anchors.fill: parent
            anchors.margins: 1
            cache: false
            source: root.picture
            sourceSize: Qt.size(width, height)
        }

        Words {
            anchors.fill: parent
            anchors.margins: Theme.gap
            color: Theme.warn
            horizontalAlignment: Text.AlignHCenter
            text: `unreadable\n${root.slip ? "slip" : "page"}`
            visible: root.picture === ""
            wrapMode: Text.Wrap
        }
    }

    Words {
        id: label

        anchors.bottom: parent.bottom
        anchors.left: parent.left
        anchors.right: open.left
        anchors.rightMargin: Theme.tight
        color: Theme.soft
        font.pixelSize: Theme.small
        text: root.caption
    }

    Words {
        id: open

        anchors.bottom: parent.bottom
        anchors.right: parent.right
        color: Theme.accent
        font.pixelSize: Theme.small
        font.underline: true
        objectName: "open"
        text: "Open"
        visible: root.picture !== ""

        TapHandler {
            onTapped: root.opened()
        }
    }
}
