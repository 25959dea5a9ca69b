// The daily lists of a stay: one day is open, the others are a tap away.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property StayViewModel ward: visit.ward

    title: qsTr("What each day cost")
    subtitle: ward.total
    actionShare: 0.19
    actions: Pager {
        Layout.fillWidth: true
        upright: !Theme.portrait
        prefix: "lines-"
        page: root.ward.page
        pages: root.ward.pages
        onTurned: pages => root.ward.turn(pages)
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        columns: Theme.large ? 5 : 7
        columnSpacing: Theme.tight
        uniformCellWidths: true

        Repeater {
            model: root.ward.days

            DayTab {
                id: day

                Layout.fillWidth: true
                Layout.maximumWidth: Theme.mm(90)
                objectName: `day-${day.position}`
                onTapped: root.ward.open(day.position)
            }
        }
    }

    Repeater {
        model: root.ward.lines

        LineItem {
            Layout.fillWidth: true
        }
    }

    Spacer {}
}
