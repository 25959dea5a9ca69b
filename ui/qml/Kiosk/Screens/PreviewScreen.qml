// The pages as they will come out, before anything is printed.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property PagesViewModel pages: visit.collecting.pages

    title: Theme.portrait ? qsTr("Please look at it first") : ""
    subtitle: pages.caption
    actions: [
        Label {
            Layout.fillWidth: true
            visible: !Theme.portrait
            text: qsTr("Please look at it first")
            strong: true
            font.pixelSize: Theme.title
            Accessible.role: Accessible.Heading
        },
        Label {
            Layout.fillWidth: true
            visible: !Theme.portrait
            text: root.pages.caption
            color: Theme.soft
        },
        Notice {
            Layout.fillWidth: true
            visible: root.pages.missing !== ""
            modest: true
            tone: "wait"
            icon: "info"
            text: root.pages.missing
        },
        Pager {
            Layout.fillWidth: true
            page: root.pages.page
            pages: root.pages.pages
            stacked: !Theme.portrait
            onTurned: by => root.pages.turn(by)
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            enabled: root.pages.able
            text: root.pages.able ? root.pages.action : qsTr("Cannot be printed just now")
            icon: "printer"
            onTapped: root.visit.confirm()
        }
    ]

    PagePicture {
        Layout.fillWidth: true
        Layout.fillHeight: true
        picture: root.visit.collecting.picture
        Accessible.role: Accessible.Graphic
        Accessible.name: root.pages.caption
    }
}
