// One colour after the other, so that a dot that is dead or a shade that is not even shows.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AttendingViewModel attending: visit.attending
    property int at: 0

    title: attending.title
    drawing: attending.drawing
    subtitle: attending.question
    actionShare: 0.3
    actions: [
        BigButton {
            Layout.fillWidth: true
            implicitWidth: Theme.target
            objectName: "nextColour"
            text: qsTr("Next colour")
            icon: "forward"
            quiet: true
            onTapped: root.at = (root.at + 1) % Theme.pure.length
        },
        Verdict {
            Layout.fillWidth: true
            onGiven: passed => root.attending.judge(passed, "")
        }
    ]

    Rectangle {
        objectName: "colour"
        Layout.fillWidth: true
        Layout.fillHeight: true
        color: Theme.pure[root.at]
        border.width: Theme.hairline
        border.color: Theme.outline
        Accessible.role: Accessible.Graphic
        Accessible.name: root.subtitle
    }
}
