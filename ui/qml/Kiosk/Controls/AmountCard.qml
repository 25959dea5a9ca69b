// Who pays which part, and what is left for the patient.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Card {
    id: root

    required property AmountViewModel amount
    required property string label
    property bool crowded: false
    readonly property bool compact: crowded || (!Theme.airy && parts.count > 3)

    inset: {
        if (Theme.airy)
            return Theme.roomy;
        return compact && Theme.room < 0.9 ? Theme.tight : Theme.gap;
    }
    spacing: {
        if (Theme.airy)
            return Theme.gap;
        return Theme.large ? Theme.mm(1) : Theme.tight;
    }

    Repeater {
        id: parts

        model: root.amount.parts

        AmountLine {
            Layout.fillWidth: true
        }
    }

    DuePanel {
        Layout.fillWidth: true
        label: root.label
        amount: root.amount.due
        compact: root.compact
    }
}
