// When? The days that have places, and the times of the one that is open.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property SeekingViewModel seeking: visit.seeking

    title: seeking.question
    subtitle: seeking.context
    actionShare: 0.19
    actions: Pager {
        Layout.fillWidth: true
        upright: !Theme.portrait
        page: root.seeking.page
        pages: root.seeking.pages
        onTurned: pages => root.seeking.turn(pages)
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: false
        visible: root.seeking.dated
        columns: Theme.portrait && Theme.cramped ? 4 : 7
        columnSpacing: Theme.tight
        rowSpacing: Theme.tight
        uniformCellWidths: true

        Repeater {
            model: root.seeking.days

            DayTab {
                id: day

                Layout.fillWidth: true
                Layout.maximumWidth: Theme.mm(90)
                objectName: `day-${day.position}`
                onTapped: root.seeking.open(day.position)
            }
        }
    }

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.verticalStretchFactor: 1
        columns: root.seeking.columns
        columnSpacing: Theme.gap
        rowSpacing: Theme.cramped ? Theme.tight : Theme.gap
        uniformCellWidths: true
        uniformCellHeights: true

        Repeater {
            model: root.seeking.rows

            SlotItem {
                id: slot

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: implicitHeight
                Layout.maximumHeight: Math.max(Theme.mm(64), implicitHeight)
                objectName: `option-${slot.position}`
                onTapped: root.seeking.choose(slot.position)
            }
        }
    }

    Spacer {
        Layout.verticalStretchFactor: 0
    }
}
