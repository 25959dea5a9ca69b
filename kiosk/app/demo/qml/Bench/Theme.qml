// The only file of the bench that knows a colour or a size.

pragma Singleton

import QtQuick

QtObject {
    // Room
    readonly property int margin: 14
    readonly property int gap: 10
    readonly property int tight: 5
    readonly property int radius: 12
    readonly property int round: 8

    // Parts
    readonly property int header: 54
    readonly property int phoneWidth: 208
    readonly property int phoneHeight: 364
    readonly property int bezel: 8
    readonly property int qr: 168
    readonly property int row: 46
    readonly property int chip: 44
    readonly property int button: 40
    readonly property int switchHeight: 50
    readonly property int trackWidth: 38
    readonly property int trackHeight: 22
    readonly property int tray: 226
    readonly property int bar: 6
    readonly property int narrow: 132

    // Text
    readonly property int small: 11
    readonly property int body: 13
    readonly property int heading: 14
    readonly property int title: 17

    // Surfaces
    readonly property color canvas: "#EEF4F4"
    readonly property color surface: "#FFFFFF"
    readonly property color sunken: "#E3EDEE"
    readonly property color hover: "#F4F8F8"
    readonly property color chosen: "#DCEBED"
    readonly property color line: "#D3DFE1"
    readonly property color device: "#12262B"
    readonly property color desk: "#C9D6D8"

    // Ink
    readonly property color ink: "#0D2B31"
    readonly property color soft: "#5A7379"
    readonly property color accent: "#0A5A66"
    readonly property color accentDown: "#063D46"
    readonly property color fgAccent: "#FFFFFF"
    readonly property color good: "#168A56"
    readonly property color wait: "#B86E00"
    readonly property color warn: "#B3391F"
    readonly property color wash: "#FDE9E1"

    // The colour that an app on the phone is known by.
    function brand(kind: string): color {
        switch (kind) {
        case "wechat":
            return "#07A35A";
        case "alipay":
            return "#1677FF";
        case "unionpay":
            return "#C8102E";
        case "suishen":
            return "#B8232F";
        case "health_card":
            return "#0F8A8A";
        }
        return "#1F5FBF";
    }

    // The lamp beside the kiosk's state.
    function lamp(state: string): color {
        switch (state) {
        case "running":
            return good;
        case "cut":
            return wait;
        case "died":
            return warn;
        }
        return soft;
    }
}
