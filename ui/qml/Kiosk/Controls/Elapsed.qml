// Tells a screen that somebody has been waiting: 0 at first, then 1, then 2.

import QtQuick

Item {
    id: root

    required property int first
    required property int second
    property int stage: 0

    function restart() {
        root.stage = 0;
        soon.restart();
        late.restart();
    }

    Timer {
        id: soon

        interval: root.first
        running: true
        onTriggered: root.stage = 1
    }

    Timer {
        id: late

        interval: root.second
        running: true
        onTriggered: root.stage = 2
    }
}
