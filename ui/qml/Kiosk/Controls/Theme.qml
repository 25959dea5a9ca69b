// The only file that knows a colour or a size. Sizes are millimetres on the glass.

pragma Singleton

import QtQuick

QtObject {
    id: root

    // Written by the window.
    property real pixels: 3.2
    property real room: 1
    property bool portrait: true
    property bool large: false
    property bool contrast: false

    // Whether there is room to spare.
    readonly property bool airy: portrait && !large && room > 0.9

    // Large words on a small screen: the margins give way, the words do not.
    readonly property bool cramped: large && room < 0.9

    // Room
    readonly property real margin: mm(cramped ? 10 : 20 * room)
    readonly property real gap: mm(cramped ? 4.5 : 8 * room)
    readonly property real tight: mm(4)
    readonly property real row: mm(airy ? 40 : portrait && !cramped ? 34 : 27)
    readonly property real roomy: mm(cramped ? 6 : 14 * room)
    readonly property real radius: mm(7)
    readonly property real hairline: Math.max(1, mm(contrast ? 0.8 : 0.4))
    readonly property real edge: Math.max(2, mm(contrast ? 1 : 0.7))
    readonly property real shadow: contrast ? 0 : 20
    readonly property real topBar: mm(portrait && !cramped ? 52 : 38)
    readonly property real bottomBar: action + gap

    // Targets
    readonly property real target: mm(24)
    readonly property real action: mm(cramped ? 26 : portrait ? 36 : 32)
    readonly property real grand: mm(portrait ? 62 : 50)
    readonly property real actionWidth: mm(90)
    readonly property real tick: mm(14)
    readonly property real miss: Math.min(mm(4), gap / 2)

    // Text: the height of the letters is 0.733 of these. The fonts bring a line
    // spacing of 1.45 with them, more than the 1.3 that old eyes need.
    readonly property int bar: mm(large ? 10.4 : 8)
    readonly property int small: mm(large ? 10.4 : Math.max(7.4, 9 * room))
    readonly property int body: mm(large ? 12.6 : Math.max(9, (portrait ? 11.4 : 10.6) * room))
    readonly property int heading: mm((large ? 16 : 14.4) * room)
    readonly property int title: mm((portrait ? (large ? 23 : 21) : 19) * room)
    readonly property int hero: mm((large ? 30 : 27) * room)
    readonly property int amount: mm((portrait ? 46 : 36) * room)

    // Pictures
    readonly property real icon: mm(large ? 14 : 12)
    readonly property real drawing: mm(24)
    readonly property real ring: mm((airy ? 92 : 72) * room)
    readonly property real emblem: mm((airy ? 92 : portrait && !cramped ? 76 : large ? 40 : 56) * room)

    // Surfaces
    readonly property color canvas: contrast ? "#000000" : "#EEF4F4"
    readonly property color surface: contrast ? "#000000" : "#FFFFFF"
    readonly property color sunken: contrast ? "#000000" : "#E3EDEE"
    readonly property color glow: contrast ? "#000000" : "#CFE5E6"
    readonly property color glowEnd: contrast ? "#000000" : "#EAF4F1"
    readonly property color scrim: contrast ? "#F0000000" : "#B3082A31"
    readonly property color line: contrast ? "#FFFFFF" : "#D3DFE1"
    readonly property color outline: contrast ? "#FFFFFF" : "#5C7B81"

    // Ink
    readonly property color ink: contrast ? "#FFFFFF" : "#0D2B31"
    readonly property color soft: contrast ? "#FFFFFF" : "#2A444B"
    readonly property color accent: contrast ? "#FFE45C" : "#0A5560"

    // The main action
    readonly property color action1: contrast ? "#FFE45C" : "#0A5A66"
    readonly property color action1Down: contrast ? "#FFFFFF" : "#063D46"
    readonly property color fgAction: contrast ? "#000000" : "#FFFFFF"
    readonly property color quietDown: contrast ? "#4D4500" : "#D5E4E6"

    // The scanner in the picture
    readonly property color device: "#173A42"
    readonly property color beam: "#FF8A70"

    // Around what a keypad points to
    readonly property color pointed: contrast ? "#FF8A70" : "#B93A12"

    // What a display is tried out with: every kind of dot, alone and together
    readonly property list<color> pure: ["#FF0000", "#00FF00", "#0000FF", "#FFFFFF", "#000000", "#808080"]

    function mm(size: real): real {
        return Math.round(size * root.pixels);
    }

    // A tone is calm, good, wait or warn.
    function tint(tone: string): color {
        if (root.contrast)
            return "#000000";
        switch (tone) {
        case "good":
            return "#DDF1E6";
        case "wait":
            return "#FFF0D6";
        case "warn":
            return "#FDE9E1";
        }
        return "#DCEBED";
    }

    function shade(tone: string): color {
        if (root.contrast)
            return "#FFFFFF";
        switch (tone) {
        case "good":
            return "#0B5132";
        case "wait":
            return "#653A00";
        case "warn":
            return "#7A2412";
        }
        return "#0A4A54";
    }

    function emblemOf(tone: string): string {
        switch (tone) {
        case "good":
            return "done";
        case "wait":
            return "hourglass";
        case "warn":
            return "warning";
        }
        return "shield";
    }
}
