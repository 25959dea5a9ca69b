// The lines of one bill, shown only on request and not for long.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Rectangle {
    id: root

    required property BillsViewModel bills
    property int remaining: 15

    color: Theme.canvas

    Timer {
        interval: 1000
        repeat: true
        running: true
        onTriggered: {
            root.remaining -= 1;
            if (root.remaining === 0)
                root.bills.close();
        }
    }

    Page {
        anchors.fill: parent
        title: root.bills.subject
        subtitle: qsTr("Closes by itself in %1 seconds").arg(root.remaining)
        actions: [
            BigButton {
                Layout.fillWidth: true
                objectName: "closeDetail"
                text: qsTr("Close")
                icon: "close"
                onTapped: root.bills.close()
            }
        ]

        Repeater {
            model: root.bills.lines

            LineItem {
                Layout.fillWidth: true
            }
        }

        Spacer {}

        Pager {
            Layout.fillWidth: true
            prefix: "lines-"
            page: root.bills.leaf
            pages: root.bills.leaves
            onTurned: pages => {
                root.remaining = 15;
                root.bills.flip(pages);
            }
        }
    }
}
