// Show a payment code.

import QtQuick

import Kiosk.Controls

ScanPage {
    id: root

    paying: true
    title: qsTr("Please show a payment code")
    subtitle: {
        if (visit.amount.credit === "")
            return qsTr("To pay: %1").arg(visit.amount.due);
        return qsTr("This code pays %1; %2 credit pays %3.").arg(visit.amount.rest).arg(visit.amount.bank).arg(visit.amount.credit);
    }
    apps: [qsTr("WeChat"), qsTr("Alipay"), qsTr("UnionPay app")]
    appsTitle: qsTr("Any of these will do:")
    money: visit.money
    otherWay: visit.shown.offered ? qsTr("Show me a code to scan instead") : ""
    onOtherWayTapped: visit.shown.begin()
}
