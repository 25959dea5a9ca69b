"""A device's address as one writes it into the configuration, parsed once.

tcp://192.168.1.50:9100
serial:///dev/serial/by-id/usb-1a86_USB_Serial-if00?baud=115200&flow=rtscts
usb:///dev/usb/lp0
"""

from ipaddress import ip_address
from urllib.parse import SplitResult, parse_qsl, urlsplit

from drivers.transport.line import Address
from drivers.transport.serial_line import Flow, SerialAddress
from drivers.transport.tcp import DEFAULT_PORT, TcpAddress
from drivers.transport.usb import UsbAddress

BAUD_RATES = (1200, 2400, 4800, 9600, 19200, 38400, 57600, 115200, 230400)


def address_of(text: str) -> Address:
    """Raise ValueError with a sentence that a technician understands."""
    try:
        parts = urlsplit(text)
        options = dict(parse_qsl(parts.query, strict_parsing=bool(parts.query)))
    except ValueError as error:
        raise ValueError(f"{text!r} is no address: {error}") from error
    if parts.fragment:
        raise ValueError(f"{text!r}: nothing may follow a #")
    match parts.scheme:
        case "tcp":
            return _tcp(text, parts, options)
        case "serial":
            return _serial(text, parts, options)
        case "usb":
            _refuse(text, options, ())
            return UsbAddress(_device_file(text, parts))
    raise ValueError(f"{text!r} does not begin with tcp://, serial:// or usb://")


def _tcp(text: str, parts: SplitResult, options: dict[str, str]) -> TcpAddress:
    _refuse(text, options, ())
    try:
        port = parts.port
    except ValueError as error:
        raise ValueError(f"{text!r}: the port is a number up to 65535") from error
    if not parts.hostname or parts.username is not None or parts.path not in ("", "/"):
        raise ValueError(f"{text!r} is not tcp://host or tcp://host:port")
    if parts.hostname != "localhost" and not _is_number(parts.hostname):
        raise ValueError(
            f"{text!r}: write the number, as in tcp://192.0.2.10:9100; how long it"
            " takes to look up a name is in nobody's hand"
        )
    if port == 0:
        raise ValueError(f"{text!r}: no device listens on port 0")
    return TcpAddress(parts.hostname, DEFAULT_PORT if port is None else port)


def _is_number(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _serial(text: str, parts: SplitResult, options: dict[str, str]) -> SerialAddress:
    _refuse(text, options, ("baud", "flow"))
    baud, flow = options.get("baud", "9600"), options.get("flow", "none")
    if baud not in map(str, BAUD_RATES):
        rates = ", ".join(map(str, BAUD_RATES))
        raise ValueError(f"{text!r}: baud is one of {rates}")
    if flow not in [*Flow]:
        raise ValueError(f"{text!r}: flow is one of {', '.join(Flow)}")
    return SerialAddress(_device_file(text, parts), int(baud), Flow(flow))


def _device_file(text: str, parts: SplitResult) -> str:
    if parts.netloc or not parts.path.startswith("/") or parts.path == "/":
        raise ValueError(f"{text!r}: write {parts.scheme}:///dev/..., three slashes")
    if "\0" in parts.path:
        raise ValueError(f"{text!r} is no path")
    return parts.path


def _refuse(text: str, options: dict[str, str], known: tuple[str, ...]) -> None:
    for name in options:
        if name not in known:
            raise ValueError(f"{text!r}: unknown option {name!r}")
