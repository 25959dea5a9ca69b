// Text in the bench's ink.

import QtQuick

Text {
    color: Theme.ink
    elide: Text.ElideRight
    font.pixelSize: Theme.body
    verticalAlignment: Text.AlignVCenter
}
