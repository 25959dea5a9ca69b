// One paper in full size.

import QtQuick
import QtQuick.Controls.Basic

Window {
    id: root

    property string picture: ""
    property string caption: ""

    function open(picture: string, caption: string): void {
        root.picture = picture;
        root.caption = caption;
        root.show();
        root.raise();
    }

    color: Theme.desk
    height: Math.min(paper.implicitHeight + 4 * Theme.margin, Screen.desktopAvailableHeight * 0.9)
    title: caption
    width: Math.min(paper.implicitWidth + 4 * Theme.margin, Screen.desktopAvailableWidth * 0.9)

    Shortcut {
        sequences: [StandardKey.Close, "Esc"]
        onActivated: root.close()
    }

    Flickable {
        anchors.fill: parent
        boundsBehavior: Flickable.StopAtBounds
        contentHeight: paper.implicitHeight + 4 * Theme.margin
        contentWidth: Math.max(width, paper.implicitWidth + 4 * Theme.margin)

        ScrollBar.horizontal: ScrollBar {}
        ScrollBar.vertical: ScrollBar {}

        Image {
            id: paper

            cache: false
            source: root.picture
            x: (parent.width - width) / 2
            y: 2 * Theme.margin
        }
    }
}
