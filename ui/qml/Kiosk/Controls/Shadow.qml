// A soft shadow that the software renderer can draw: nine patches of a picture.

import QtQuick

BorderImage {
    anchors.fill: parent
    anchors.margins: -Theme.shadow
    anchors.topMargin: -Theme.shadow / 2
    anchors.bottomMargin: -Theme.shadow * 1.5
    visible: Theme.shadow > 0
    source: "../Icons/shadow.png"
    border.left: 44
    border.right: 44
    border.top: 44
    border.bottom: 44
    Accessible.ignored: true
}
