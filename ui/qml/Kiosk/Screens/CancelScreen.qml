// A place is being given back; then how it ended.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    actions: BigButton {
        Layout.fillWidth: true
        objectName: "confirm"
        enabled: root.visit.seeking.written
        text: qsTr("Finish")
        icon: "check"
        onTapped: root.visit.confirm()
    }

    Spacer {}

    Story {
        Layout.fillWidth: true
        icon: root.visit.symbol
        tone: root.visit.mood
        moneyTone: root.visit.tone
        title: root.visit.title
        money: root.visit.money
        happened: root.visit.happened
        todo: root.visit.todo
    }

    Label {
        Layout.fillWidth: true
        text: `${root.visit.seeking.clinic}\n${root.visit.seeking.moment}`
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
    }

    Spacer {}
}
