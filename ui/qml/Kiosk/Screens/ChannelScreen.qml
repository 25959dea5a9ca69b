// Which app is to scan the code that the kiosk will show.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    title: qsTr("Which app will you scan with?")
    actions: [
        DuePanel {
            Layout.fillWidth: true
            compact: true
            label: qsTr("To pay")
            amount: root.visit.amount.rest
        },
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            text: root.visit.money
            tone: root.visit.tone
        }
    ]

    Spacer {}

    Repeater {
        model: root.visit.shown.channels

        BigButton {
            id: channel

            required property int position
            required property string words

            Layout.fillWidth: true
            objectName: `channel-${position}`
            text: words
            icon: "phone"
            quiet: true
            onTapped: root.visit.shown.choose(channel.position)
        }
    }

    Spacer {}
}
