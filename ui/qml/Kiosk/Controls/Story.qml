// A message: its shape, what happened, what is true of the money, what to do.

import QtQuick
import QtQuick.Layouts

ColumnLayout {
    id: root

    required property string icon
    required property string tone
    required property string title
    property string happened: ""
    property string todo: ""
    property string amount: ""
    property string money: ""
    property string moneyTone: tone

    property real emblem: Theme.emblem
    property bool bare: false

    spacing: Theme.airy ? Theme.mm(11) : Theme.gap

    Emblem {
        Layout.alignment: Qt.AlignHCenter
        visible: !root.bare
        name: root.icon
        tone: root.tone
        size: root.emblem
    }

    Label {
        Layout.fillWidth: true
        text: root.title
        strong: true
        font.pixelSize: Theme.title
        horizontalAlignment: Text.AlignHCenter
        Accessible.role: Accessible.Heading
    }

    Label {
        Layout.fillWidth: true
        visible: root.amount !== ""
        text: root.amount
        strong: true
        font.pixelSize: Theme.hero
        horizontalAlignment: Text.AlignHCenter
    }

    MoneyBanner {
        Layout.alignment: Qt.AlignHCenter
        visible: root.money !== ""
        text: root.money
        tone: root.moneyTone
    }

    Label {
        Layout.fillWidth: true
        visible: root.happened !== ""
        text: root.happened
        color: Theme.soft
        horizontalAlignment: Text.AlignHCenter
    }

    Label {
        Layout.fillWidth: true
        visible: root.todo !== ""
        text: root.todo
        strong: true
        horizontalAlignment: Text.AlignHCenter
    }
}
