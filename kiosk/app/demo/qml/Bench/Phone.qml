// The phone: one code, and for how long it is good. A tap brings a fresh one.

import QtQuick
import QtQuick.Layouts

import Bench.ViewModels

Rectangle {
    id: root

    required property PhoneViewModel phone

    border.color: phone.held ? Theme.good : Theme.device
    border.width: phone.held ? 4 : 0
    color: Theme.device
    implicitHeight: Theme.phoneHeight
    implicitWidth: Theme.phoneWidth
    radius: 28

    Rectangle {
        id: screen

        anchors.fill: parent
        anchors.margins: Theme.bezel
        clip: true
        color: Theme.surface
        radius: 21

        TapHandler {
            onTapped: root.phone.refresh()
        }

        Rectangle {
            id: head

            anchors.left: parent.left
            anchors.right: parent.right
            anchors.top: parent.top
            color: Theme.brand(root.phone.kind)
            height: 92
            topLeftRadius: 21
            topRightRadius: 21

            Rectangle {
                anchors.horizontalCenter: parent.horizontalCenter
                anchors.top: parent.top
                anchors.topMargin: Theme.bezel
                color: Theme.device
                height: Theme.bar
                opacity: 0.6
                radius: height / 2
                width: 52
            }

            Column {
                anchors.centerIn: parent
                anchors.verticalCenterOffset: Theme.bar
                spacing: 2

                Words {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.fgAccent
                    font.bold: true
                    font.pixelSize: Theme.title
                    text: root.phone.title
                }

                Words {
                    anchors.horizontalCenter: parent.horizontalCenter
                    color: Theme.fgAccent
                    font.pixelSize: Theme.body
                    horizontalAlignment: Text.AlignHCenter
                    objectName: "owner"
                    text: root.phone.owner
                    width: screen.width - 2 * Theme.margin
                }
            }
        }

        Image {
            id: qr

            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: head.bottom
            anchors.topMargin: Theme.gap
            cache: false
            height: Theme.qr
            objectName: "qr"
            smooth: true
            source: root.phone.picture
            width: Theme.qr
        }

        ColumnLayout {
            anchors.bottom: parent.bottom
            anchors.bottomMargin: Theme.margin
            anchors.horizontalCenter: parent.horizontalCenter
            anchors.top: qr.bottom
            spacing: Theme.tight
            width: Theme.qr - 2 * Theme.gap

            Rectangle {
                Layout.fillWidth: true
                color: Theme.sunken
                implicitHeight: Theme.bar
                radius: height / 2

                Rectangle {
                    color: root.phone.freshness > 0.2 ? Theme.brand(root.phone.kind) : Theme.wait
                    height: parent.height
                    radius: height / 2
                    width: parent.width * root.phone.freshness
                }
            }

            Words {
                Layout.alignment: Qt.AlignHCenter
                color: Theme.soft
                font.pixelSize: Theme.small
                objectName: "left"
                text: `refreshes in ${root.phone.left} s`
            }

            Rectangle {
                Layout.alignment: Qt.AlignHCenter
                color: root.phone.held ? Theme.good : "transparent"
                implicitHeight: 24
                implicitWidth: tag.implicitWidth + 2 * Theme.gap
                radius: height / 2

                Words {
                    id: tag

                    anchors.centerIn: parent
                    color: root.phone.held ? Theme.fgAccent : Theme.soft
                    font.pixelSize: Theme.small
                    text: root.phone.held ? "before the camera" : "tap for a fresh code"
                }
            }
        }
    }
}
