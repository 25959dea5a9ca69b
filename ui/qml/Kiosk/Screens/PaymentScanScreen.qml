// Show a payment code.

import QtQuick

import Kiosk.Controls

ScanPage {
    id: root

    title: qsTr("Please show a payment code")
    subtitle: qsTr("To pay: %1").arg(visit.amount.due)
    apps: [qsTr("WeChat"), qsTr("Alipay"), qsTr("UnionPay app")]
    appsTitle: qsTr("Any of these will do:")
    money: visit.money
}
