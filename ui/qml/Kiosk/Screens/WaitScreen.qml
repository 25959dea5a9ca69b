// Something is being asked. What it is, and honestly how long it takes.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    readonly property string counted: visit.collecting.pages.counted

    // Each document that arrives is news: only then it takes longer than usual.
    onCountedChanged: patience.restart()

    Elapsed {
        id: patience

        first: 1000
        second: 10000
    }

    Spacer {}

    Emblem {
        Layout.alignment: Qt.AlignHCenter
        name: "hourglass"
    }

    Label {
        Layout.fillWidth: true
        text: root.visit.title
        strong: true
        font.pixelSize: Theme.title
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.Heading
    }

    MoneyBanner {
        Layout.alignment: Qt.AlignHCenter
        visible: root.visit.moneyed
        text: root.visit.money
        tone: root.visit.tone
    }

    Progress {
        Layout.fillWidth: true
        visible: root.counted !== ""
        text: root.counted
        done: root.visit.collecting.pages.progress
    }

    Dots {
        Layout.alignment: Qt.AlignHCenter
    }

    WaitWords {
        Layout.fillWidth: true
        stage: patience.stage
        happened: root.visit.happened
        window: root.visit.window
    }

    Spacer {}
}
