// The diagnostics screen: one panel is open, the worst stands first.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AttendingViewModel attending: visit.attending

    title: qsTr("Diagnostics")
    subtitle: attending.whose
    actionShare: 0.19
    actions: [
        Pager {
            Layout.fillWidth: true
            upright: !Theme.portrait
            page: root.attending.page
            pages: root.attending.pages
            onTurned: pages => root.attending.turn(pages)
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            visible: text !== ""
            implicitWidth: Theme.target
            text: root.attending.deed
            icon: root.attending.symbol
            quiet: true
            onTapped: root.attending.act()
        }
    ]

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        columns: Theme.portrait ? 3 : 6
        columnSpacing: Theme.tight
        rowSpacing: Theme.tight
        uniformCellWidths: true

        Repeater {
            model: root.attending.tabs

            PanelTab {
                id: tab

                Layout.fillWidth: true
                objectName: `panel-${tab.position}`
                onTapped: root.attending.open(tab.position)
            }
        }
    }

    Label {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.attending.looking ? qsTr("It is being looked at.") : root.attending.nothing
    }

    Repeater {
        model: root.attending.lines

        DeviceItem {
            id: item

            Layout.fillWidth: true
            Layout.fillHeight: false
            objectName: `trial-${item.position}`
            onTapped: root.attending.choose(item.position)
        }
    }

    Spacer {}
}
