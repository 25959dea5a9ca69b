// Something to know, with a shape of its own.

import QtQuick
import QtQuick.Layouts

Rectangle {
    id: root

    property string text: ""
    property string icon: Theme.emblemOf(tone)
    property string tone: "calm"
    property bool grand: false
    property bool modest: false

    implicitWidth: row.implicitWidth + 2 * Theme.gap
    implicitHeight: row.implicitHeight + 2 * (root.modest || Theme.cramped ? Theme.mm(2) : Theme.tight)
    radius: Theme.radius
    color: Theme.tint(tone)
    border.width: Theme.contrast ? Theme.edge : 0
    border.color: Theme.shade(tone)

    RowLayout {
        id: row

        anchors.fill: parent
        anchors.leftMargin: Theme.gap
        anchors.rightMargin: Theme.gap
        spacing: Theme.tight

        Icon {
            name: root.icon
            tint: Theme.shade(root.tone)
            Layout.alignment: Qt.AlignVCenter
        }

        Label {
            Layout.fillWidth: true
            text: root.text
            color: Theme.shade(root.tone)
            strong: root.grand
            font.pixelSize: {
                if (root.grand)
                    return Theme.title;
                return root.modest || Theme.cramped ? Theme.small : Theme.body;
            }
        }
    }
}
