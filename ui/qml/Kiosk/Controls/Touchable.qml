// Whatever can be touched. Acts once, on release, and forgives a near miss.
// A finger may still lie on it when it goes, or a second one come to lie there.

import QtQuick

Item {
    id: root

    property string name: ""
    property real miss: Theme.miss
    readonly property bool down: handler.pressed

    signal tapped

    implicitWidth: Theme.target
    implicitHeight: Theme.target
    Accessible.role: Accessible.Button
    Accessible.name: name
    Accessible.focusable: enabled
    Accessible.onPressAction: {
        if (root.enabled)
            root.tapped();
    }

    TapHandler {
        id: handler

        acceptedButtons: Qt.LeftButton
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: 0
        margin: root.miss
        onTapped: point => {
            if (root.enabled && root.visible && point.state === EventPoint.Released)
                root.tapped();
        }
    }
}
