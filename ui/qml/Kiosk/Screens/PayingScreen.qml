// The payment is at work. What is true of the money, at every moment.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit

    Spacer {}

    Story {
        Layout.fillWidth: true
        icon: root.visit.symbol
        tone: root.visit.mood
        moneyTone: root.visit.tone
        amount: root.visit.amount.stake
        title: root.visit.title
        money: root.visit.money
        happened: root.visit.happened
        todo: root.visit.todo
    }

    Label {
        Layout.fillWidth: true
        visible: text !== ""
        text: root.visit.amount.shares
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
    }

    Dots {
        Layout.alignment: Qt.AlignHCenter
    }

    Spacer {}
}
