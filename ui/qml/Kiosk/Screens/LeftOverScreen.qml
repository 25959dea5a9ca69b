// What is left to do before she goes home, or that nothing is.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property CheckingViewModel checking: visit.checking
    readonly property bool bare: items.count === 0

    title: checking.verdict
    subtitle: checking.patient
    actionShare: 0.3
    actions: [
        Pager {
            Layout.fillWidth: true
            upright: !Theme.portrait
            page: root.checking.page
            pages: root.checking.pages
            onTurned: pages => root.checking.turn(pages)
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            text: qsTr("Finish")
            icon: "check"
            quiet: !root.checking.clear
            onTapped: root.visit.confirm()
        }
    ]

    Spacer {
        visible: root.bare
    }

    Emblem {
        Layout.alignment: Qt.AlignHCenter
        visible: root.checking.clear && (root.bare || (Theme.airy && items.count < 4))
        name: "done"
        tone: "good"
    }

    Repeater {
        id: items

        model: root.checking.rows

        LeftItem {
            id: item

            Layout.fillWidth: true
            Layout.fillHeight: false
            objectName: `option-${item.position}`
            onTapped: root.checking.choose(item.position)
        }
    }

    Spacer {}
}
