// Everything for a claim: of which time?

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    title: qsTr("Of which time do you need them?")
    subtitle: qsTr("Each invoice with its itemised statement, and a list of them all.")

    GridLayout {
        Layout.fillWidth: true
        Layout.fillHeight: true
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.gap
        rowSpacing: Theme.cramped ? Theme.tight : Theme.gap
        uniformCellWidths: true
        uniformCellHeights: true

        Repeater {
            model: root.visit.collecting.claim.periods

            PeriodItem {
                id: period

                Layout.fillWidth: true
                Layout.fillHeight: true
                Layout.minimumHeight: implicitHeight
                Layout.maximumHeight: Math.max(Theme.mm(72), implicitHeight)
                objectName: `period-${period.position}`
                onTapped: root.visit.collecting.claim.choose(period.position)
            }
        }
    }

    Spacer {
        Layout.maximumHeight: Theme.portrait ? -1 : 0
    }
}
