// What every screen shares: one question, its matter, and the way forward.

import QtQuick
import QtQuick.Layouts

Item {
    id: root

    property string title: ""
    property string subtitle: ""
    property string drawing: ""
    default property alias content: body.data
    property alias actions: actionColumn.data
    property real actionShare: 0.37

    GridLayout {
        anchors.fill: parent
        anchors.leftMargin: Theme.margin
        anchors.rightMargin: Theme.margin
        anchors.topMargin: Theme.portrait ? Theme.roomy : Theme.gap
        anchors.bottomMargin: Theme.gap
        columns: Theme.portrait ? 1 : 2
        columnSpacing: Theme.roomy
        rowSpacing: Theme.gap

        RowLayout {
            Layout.row: 0
            Layout.column: 0
            Layout.fillHeight: false
            spacing: Theme.gap
            visible: root.title !== ""

            ColumnLayout {
                Layout.fillHeight: false
                spacing: Theme.portrait ? Theme.tight : 0

                Label {
                    Layout.fillWidth: true
                    text: root.title
                    strong: true
                    font.pixelSize: Theme.title
                    Accessible.role: Accessible.Heading
                }

                Label {
                    Layout.fillWidth: true
                    visible: root.subtitle !== ""
                    text: root.subtitle
                    color: Theme.soft
                }
            }

            Drawing {
                name: root.drawing
            }
        }

        ColumnLayout {
            id: body

            Layout.row: root.title !== "" ? 1 : 0
            Layout.rowSpan: root.title !== "" || Theme.portrait ? 1 : 2
            Layout.column: 0
            Layout.minimumWidth: 0
            Layout.preferredWidth: 0
            Layout.fillWidth: true
            Layout.fillHeight: true
            spacing: Theme.gap
        }

        ColumnLayout {
            id: actionColumn

            readonly property real share: (root.width - 2 * Theme.margin) * root.actionShare

            Layout.row: Theme.portrait ? 2 : 0
            Layout.column: Theme.portrait ? 0 : 1
            Layout.rowSpan: Theme.portrait ? 1 : 2
            Layout.fillWidth: Theme.portrait
            Layout.fillHeight: false
            Layout.preferredWidth: Theme.portrait ? -1 : share
            Layout.alignment: Theme.portrait ? Qt.AlignBottom : Qt.AlignVCenter
            spacing: Theme.room < 0.9 ? Theme.tight : Theme.gap
            // Not by which of them are visible: hidden with the page, they would stay it.
            visible: children.length > 0
        }
    }
}
