// Nothing can be done here. Where it can be done.

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
        title: root.visit.title
        happened: root.visit.happened
        todo: root.visit.todo
    }

    Spacer {}
}
