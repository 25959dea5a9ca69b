// One device does something, and a person says how it was.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AttendingViewModel attending: visit.attending

    title: attending.title
    subtitle: attending.whose
    actionShare: 0.44
    actions: Verdict {
        Layout.fillWidth: true
        visible: root.attending.judging
        onGiven: passed => root.attending.judge(passed, "")
    }

    Card {
        Layout.fillWidth: true
        Layout.fillHeight: false

        Label {
            Layout.fillWidth: true
            text: root.attending.question
            font.pixelSize: Theme.heading
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.attending.found
            color: Theme.soft
        }
    }

    Spacer {}
}
