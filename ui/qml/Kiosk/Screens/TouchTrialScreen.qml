// Which parts of the glass feel a finger. Each field that does is filled.

pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property AttendingViewModel attending: visit.attending
    readonly property int columns: Theme.portrait ? 6 : 10
    readonly property int rows: Theme.portrait ? 8 : 5
    property var felt: ({})
    readonly property int numb: columns * rows - Object.keys(felt).length

    title: attending.title
    drawing: attending.drawing
    subtitle: numb > 0 ? attending.question : qsTr("Every field felt it.")
    actionShare: 0.3
    actions: Verdict {
        Layout.fillWidth: true
        onGiven: passed => root.attending.judge(passed && root.numb === 0, root.numb > 0 ? qsTr("%1 fields felt nothing").arg(root.numb) : "")
    }

    function feel(x: real, y: real): void {
        const column = Math.floor(x / (grid.width / root.columns));
        const row = Math.floor(y / (grid.height / root.rows));
        if (column < 0 || column >= root.columns || row < 0 || row >= root.rows)
            return;
        const cell = row * root.columns + column;
        if (!root.felt[cell])
            root.felt = Object.assign({}, root.felt, {
                [cell]: true
            });
    }

    Item {
        id: grid

        objectName: "grid"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Accessible.role: Accessible.Graphic
        Accessible.name: root.subtitle

        Repeater {
            model: root.columns * root.rows

            Rectangle {
                required property int index

                x: (index % root.columns) * grid.width / root.columns
                y: Math.floor(index / root.columns) * grid.height / root.rows
                width: grid.width / root.columns
                height: grid.height / root.rows
                color: root.felt[index] ? Theme.action1 : Theme.surface
                border.width: Theme.hairline
                border.color: Theme.outline
            }
        }

        PointHandler {
            onPointChanged: {
                if (active)
                    root.feel(point.position.x, point.position.y);
            }
        }
    }
}
