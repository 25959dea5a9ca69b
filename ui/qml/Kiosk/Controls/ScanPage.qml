// Waiting for a code: where to hold it, where to find it, what was wrong with the last.

import QtQuick
import QtQuick.Layouts

import Kiosk.ViewModels

Page {
    id: root

    required property VisitViewModel visit
    required property list<string> apps
    required property string appsTitle
    property string appsIcon: "phone"
    property bool slip: false
    property bool paying: false
    property string money: ""
    property string otherWay: ""
    readonly property string mistaken: visit.mistaken
    readonly property string advice: visit.advice

    signal otherWayTapped

    onMistakenChanged: patience.restart()

    actions: [
        Label {
            Layout.fillWidth: true
            text: root.appsTitle
            color: Theme.soft
        },
        AppChips {
            Layout.fillWidth: true
            names: root.apps
            icon: root.appsIcon
        },
        MoneyBanner {
            Layout.alignment: Qt.AlignHCenter
            visible: root.money !== ""
            text: root.money
            tone: root.visit.tone
        },
        BigButton {
            Layout.fillWidth: true
            objectName: "otherWay"
            visible: root.otherWay !== ""
            text: root.otherWay
            icon: "code"
            quiet: true
            onTapped: root.otherWayTapped()
        }
    ]

    Elapsed {
        id: patience

        first: 5000
        second: 20000
    }

    PhoneScene {
        slip: root.slip
        paying: root.paying
        Layout.fillWidth: true
        Layout.fillHeight: true
    }

    Notice {
        objectName: "hint"
        Layout.fillWidth: true
        tone: root.mistaken !== "" && root.advice === "" ? "warn" : "calm"
        icon: {
            if (root.advice !== "")
                return "phone";
            if (root.mistaken !== "")
                return "warning";
            return patience.stage === 1 && !root.slip ? "sun" : "info";
        }
        text: {
            if (patience.stage === 2)
                return qsTr("If it does not work, %1 will gladly help you.").arg(root.visit.window);
            if (root.advice !== "")
                return root.advice;
            if (root.mistaken !== "")
                return root.mistaken;
            if (patience.stage === 1 && root.slip)
                return qsTr("Smooth the paper and hold it a little further away.");
            if (patience.stage === 1)
                return qsTr("Make the screen brighter and hold it a little further away.");
            return qsTr("Ready. The code is read by itself.");
        }
    }
}
