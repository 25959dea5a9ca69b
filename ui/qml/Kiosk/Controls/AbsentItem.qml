// A document that is not there, or perhaps is.

import QtQuick
import QtQuick.Layouts

Card {
    id: root

    required property string name
    required property string number
    required property string amount
    required property string status
    required property string tone

    inset: Theme.tight
    Accessible.role: Accessible.StaticText
    Accessible.name: [name, status, number, amount].filter(words => words !== "").join(", ")

    ColumnLayout {
        Layout.fillWidth: true
        Layout.leftMargin: Theme.tight
        Layout.rightMargin: Theme.tight
        spacing: 0

        InvoiceLine {
            Layout.fillWidth: true
            first: root.name
            last: root.status
            lastInk: Theme.shade(root.tone)
            small: true
        }

        InvoiceLine {
            Layout.fillWidth: true
            visible: root.number !== ""
            first: root.number
            last: root.amount
            strong: true
        }
    }
}
