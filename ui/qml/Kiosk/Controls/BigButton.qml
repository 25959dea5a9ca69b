// The main action of a screen, or a quiet one beside it.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    property string text: ""
    property string icon: ""
    property bool quiet: false
    property bool grand: false
    readonly property color ink: {
        if (!root.enabled)
            return Theme.soft;
        return root.quiet ? Theme.accent : Theme.fgAction;
    }

    name: text
    implicitWidth: Math.max(Theme.actionWidth, row.implicitWidth + 2 * Theme.gap)
    implicitHeight: Math.max(grand && !Theme.cramped ? Theme.grand : Theme.action, row.implicitHeight + 2 * Theme.tight)

    Shadow {
        opacity: root.quiet || !root.enabled ? 0 : 1
    }

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        border.width: root.quiet || !root.enabled ? Theme.edge : 0
        border.color: root.enabled ? Theme.accent : Theme.outline
        color: {
            if (!root.enabled)
                return Theme.sunken;
            if (root.quiet)
                return root.down ? Theme.quietDown : Theme.surface;
            return root.down ? Theme.action1Down : Theme.action1;
        }
    }

    RowLayout {
        id: row

        anchors.centerIn: parent
        width: Math.min(implicitWidth, root.width - 2 * Theme.tight)
        spacing: Theme.tight

        Icon {
            name: root.icon
            visible: root.icon !== ""
            tint: root.ink
            size: root.grand ? Math.round(Theme.icon * 1.5) : Theme.icon
        }

        Label {
            text: root.text
            color: root.ink
            strong: true
            font.pixelSize: {
                if (root.grand)
                    return Theme.title;
                return root.quiet ? Theme.body : Theme.heading;
            }
            horizontalAlignment: Text.AlignHCenter
            Layout.fillWidth: true
            Accessible.ignored: true
        }
    }
}
