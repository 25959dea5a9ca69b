// Words. Plain text always: a scanned code never becomes markup.

import QtQuick

Text {
    property bool strong: false

    color: Theme.ink
    font.pixelSize: Theme.body
    font.bold: strong
    font.features: {
        "tnum": 1
    }
    textFormat: Text.PlainText
    verticalAlignment: Text.AlignVCenter
    wrapMode: Text.WordWrap
    Accessible.ignored: !visible || text === ""
    Accessible.role: Accessible.StaticText
    Accessible.name: text
}
