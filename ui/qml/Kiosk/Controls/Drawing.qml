// A drawing of a device, or of what a hand does to it. It has a ground of its own.

import QtQuick

Image {
    required property string name
    property real size: Theme.drawing

    visible: name !== ""
    source: name ? `../Icons/${name}.svg` : ""
    sourceSize: Qt.size(size, size)
    width: size
    height: size
    Accessible.ignored: true
}
