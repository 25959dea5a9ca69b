// The way back and the way out, always at the same place.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Item {
    id: root

    required property VisitViewModel visit

    implicitHeight: visit.returnable || visit.cancellable ? Theme.bottomBar : Theme.gap

    RowLayout {
        anchors.top: parent.top
        anchors.left: parent.left
        anchors.right: parent.right
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        spacing: Theme.gap

        BigButton {
            objectName: "back"
            visible: root.visit.returnable
            text: qsTr("Back")
            icon: "back"
            quiet: true
            onTapped: root.visit.back()
            Layout.preferredWidth: Theme.mm(80 * Theme.room)
        }

        BigButton {
            objectName: "invoices"
            visible: root.visit.collecting.aside && Theme.room >= 0.9
            text: qsTr("Print invoices")
            icon: "invoice"
            quiet: true
            onTapped: root.visit.collecting.begin()
        }

        Item {
            Layout.fillWidth: true
        }

        BigButton {
            objectName: "cancel"
            visible: root.visit.cancellable
            text: qsTr("Exit")
            icon: "close"
            quiet: true
            onTapped: root.visit.cancel()
            Layout.preferredWidth: Theme.mm(80 * Theme.room)
        }
    }
}
