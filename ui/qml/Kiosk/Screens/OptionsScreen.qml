// Registration: one question and its answers, a page at a time.

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
        Layout.fillHeight: true
        Layout.verticalStretchFactor: 1
        columns: root.seeking.columns
        columnSpacing: Theme.gap
        rowSpacing: Theme.cramped ? Theme.tight : Theme.gap
        uniformCellWidths: true
        uniformCellHeights: true

        Repeater {
            model: root.seeking.rows

            OptionItem {
                id: option

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: implicitHeight
                Layout.maximumHeight: Math.max(Theme.mm(80), implicitHeight)
                narrow: root.seeking.narrow
                objectName: `option-${option.position}`
                onTapped: root.seeking.choose(option.position)
            }
        }
    }

    Spacer {
        Layout.verticalStretchFactor: 0
    }
}
