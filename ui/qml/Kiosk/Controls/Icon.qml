// One of our own icons, in a colour of the theme.

import QtQuick

Image {
    required property string name
    property color tint: Theme.ink
    property real size: Theme.icon

    source: name ? `image://icons/${name}/${String(tint).slice(-6)}` : ""
    sourceSize: Qt.size(size, size)
    width: size
    height: size
    Accessible.ignored: true
}
