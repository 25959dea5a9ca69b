// Signing up for credit: the bank's page, for her phone. Nothing has been charged.

import QtQuick
import QtQuick.Layouts

import Kiosk.Controls
import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    readonly property SignUpViewModel signing: visit.signing

    title: {
        if (signing.signed)
            return qsTr("You can pay by credit now");
        return signing.over ? qsTr("Credit was not signed up for") : qsTr("Sign up for credit on your phone");
    }
    subtitle: signing.over ? "" : qsTr("Scan this code with your phone: it leads to your bank.")
    actions: [
        Notice {
            Layout.fillWidth: true
            objectName: "progress"
            visible: !root.signing.over
            icon: "phone"
            text: root.signing.words
        },
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            text: root.visit.money
            tone: root.visit.tone
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "confirm"
            visible: root.signing.over
            text: root.signing.signed ? qsTr("Back to the amount") : qsTr("Pay another way")
            icon: root.signing.signed ? "check" : "yuan"
            onTapped: root.visit.confirm()
        }
    ]

    PagePicture {
        objectName: "signUpCode"
        Layout.fillWidth: true
        Layout.fillHeight: true
        Layout.minimumHeight: Theme.mm(64)
        Layout.maximumHeight: Theme.mm(160)
        visible: !root.signing.over
        picture: root.visit.collecting.picture
        square: true
        Accessible.role: Accessible.Graphic
        Accessible.name: qsTr("QR code of the bank's page")
    }

    Spacer {
        visible: root.signing.over
    }

    Story {
        Layout.fillWidth: true
        visible: root.signing.over
        icon: root.signing.signed ? "check" : "card"
        tone: root.signing.signed ? "good" : "calm"
        moneyTone: root.visit.tone
        title: root.signing.words
        money: ""
        happened: ""
        todo: ""
    }

    Spacer {
        visible: root.signing.over
    }
}
