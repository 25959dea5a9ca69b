// A page as it will be printed, as large as there is room for it.

import QtQuick

Item {
    id: root

    required property string picture
    property bool square: false
    readonly property real side: Math.min(width, height)

    Rectangle {
        anchors.centerIn: image
        width: image.paintedWidth + 2 * Theme.hairline
        height: image.paintedHeight + 2 * Theme.hairline
        visible: image.status === Image.Ready
        color: Theme.outline
    }

    Image {
        id: image

        anchors.centerIn: parent
        width: Math.max(1, Math.floor(root.square ? root.side : root.width) - 4 * Theme.hairline)
        height: Math.max(1, Math.floor(root.square ? root.side : root.height) - 4 * Theme.hairline)
        cache: false
        fillMode: Image.PreserveAspectFit
        source: root.picture
        sourceSize: Qt.size(width, height)
        Accessible.ignored: true
    }

    Dots {
        anchors.centerIn: parent
        visible: root.picture === ""
    }
}
