// One device does something, and a person says how it was.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AttendingViewModel attending: visit.attending
    readonly property SightViewModel sight: attending.sight

    title: attending.title
    drawing: sight.there ? attending.drawing : ""
    subtitle: attending.whose
    actionShare: 0.44
    actions: [
        LivePicture {
            Layout.fillWidth: true
            visible: root.sight.there && !Theme.portrait
            sight: root.sight
        },
        Verdict {
            Layout.fillWidth: true
            visible: root.attending.judging
            onGiven: passed => root.attending.judge(passed, "")
        }
    ]

    LivePicture {
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.grand
        Layout.maximumHeight: implicitHeight
        visible: root.sight.there && Theme.portrait
        sight: root.sight
    }

    Card {
        Layout.fillWidth: true
        Layout.fillHeight: false

        RowLayout {
            Layout.fillWidth: true
            visible: !(root.sight.there && Theme.large)
            spacing: Theme.gap

            Drawing {
                Layout.alignment: Qt.AlignTop
                visible: !root.sight.there && name !== ""
                name: root.attending.drawing
                size: Theme.drawing * 1.8
            }

            Label {
                Layout.fillWidth: true
                text: root.attending.question
                font.pixelSize: root.sight.there ? Theme.small : Theme.heading
            }
        }

        Repeater {
            model: root.sight.measures

            MeasureLine {
                Layout.fillWidth: true
            }
        }

        Label {
            Layout.fillWidth: true
            visible: text !== ""
            text: root.attending.found
            color: Theme.soft
            font.pixelSize: root.sight.there ? Theme.small : Theme.body
        }
    }

    Spacer {}
}
