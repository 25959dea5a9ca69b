// One day of those that can be looked at; the open one is filled.

import QtQuick
import QtQuick.Layouts

Touchable {
    id: root

    required property int position
    required property string word
    required property string date
    required property bool chosen
    readonly property color ink: chosen ? Theme.fgAction : Theme.accent

    name: `${word}, ${date}`
    miss: Theme.tight / 2
    implicitHeight: Math.max(Theme.target, column.implicitHeight + Theme.mm(4))
    Accessible.selectable: true
    Accessible.selected: chosen

    Rectangle {
        anchors.fill: parent
        radius: Theme.radius
        border.width: root.chosen ? 0 : Theme.edge
        border.color: Theme.outline
        color: {
            if (root.chosen)
                return root.down ? Theme.action1Down : Theme.action1;
            return root.down ? Theme.quietDown : Theme.surface;
        }
    }

    ColumnLayout {
        id: column

        anchors.left: parent.left
        anchors.right: parent.right
        anchors.verticalCenter: parent.verticalCenter
        spacing: 0

        Label {
            Layout.fillWidth: true
            text: root.word
            color: root.ink
            strong: true
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.small
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }

        Label {
            Layout.fillWidth: true
            text: root.date
            color: root.ink
            wrapMode: Text.NoWrap
            font.pixelSize: Theme.small
            horizontalAlignment: Text.AlignHCenter
            Accessible.ignored: true
        }
    }
}
