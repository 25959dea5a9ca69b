"""The configuration: one TOML file, read once into one frozen object.

An unknown key, a missing one and a wrong value are refused by name. Secrets never show
in a repr.
"""

import hashlib
import re
import tomllib
from dataclasses import MISSING, dataclass, field, fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from kiosk.model.money import Money
from kiosk.model.standing import Page

if TYPE_CHECKING:
    from kiosk.central.trust import Trust

SOURCE = "source"  # the field that says which file it was
SCANNERS = ("serial_scanner", "keyboard_scanner", "hidpos_scanner", "camera")
ENCRYPTED_STREAMS = ("https", "rtsps", "tls")
FIVE_HUNDRED = Money(500_00)
ONE_THOUSAND = Money(1_000_00)
FIFTY_THOUSAND = Money(50_000_00)


class BadConfig(Exception):
    """The file cannot be used; the text says which key is wrong, and how."""


@dataclass(frozen=True, slots=True)
class KioskSection:
    """Who and where this kiosk is."""

    id: str
    hospital: str
    window: str  # the staffed window that patients are sent to
    environment: Literal["production", "demo"] = "production"


@dataclass(frozen=True, slots=True)
class CentralSection:
    """Where central is."""

    url: str
    token: str = field(repr=False)
    connect_s: float = 2.0
    answer_s: float = 10.0


@dataclass(frozen=True, slots=True)
class TlsSection:
    """Whom the kiosk believes to be central, and what it shows of itself."""

    authority: str = ""  # a file of certificates; empty: any public authority
    pins: tuple[str, ...] = ()  # base64 of SHA-256 of public keys, two at least
    certificate: str = ""  # a file that says who we are, and its key
    key: str = ""
    allows_tls_1_2: bool = False


@dataclass(frozen=True, slots=True)
class NationalSection:
    """The national insurance interface, and who this terminal is to it. Where this
    section is, insurance is settled there."""

    url: str  # transactions are posted below it: /2207
    institution: str  # fixmedins_code
    institution_name: str
    area: str  # mdtrtarea_admvs
    secret: str = field(repr=False)  # of x-tif-signature
    serials_from: int  # of msgids; no other terminal of the institution may use them
    serials_to: int
    application: str = ""  # x-tif-paasid
    system: str = "YBXT"  # recer_sys_code
    version: str = "V1.0"  # infver
    mac: str = ""  # for 9001
    ip: str = ""


@dataclass(frozen=True, slots=True)
class DataSection:
    """Where the journal is kept, where its key is, and for how long."""

    directory: str
    key: Literal["credential", "keyring", "file"] = "credential"
    retention_days: int = 3  # after a payment is over, and central agrees: 72 hours


@dataclass(frozen=True, slots=True)
class ScreenSection:
    """The screen, in pixels and in millimetres."""

    width_px: int = 1080
    height_px: int = 1920
    width_mm: float = 336.0
    height_mm: float = 597.0
    fullscreen: bool = True
    bottom_mm: float = 0.0  # of the glass above the floor; 0: not measured


@dataclass(frozen=True, slots=True)
class SerialScannerSection:
    """A scanner on a serial port, or a USB one that behaves like it."""

    path: str  # its stable name in /dev/serial/by-id
    profile: str = "generic"
    baudrate: int = 0  # 0: as the profile says


@dataclass(frozen=True, slots=True)
class KeyboardScannerSection:
    """A scanner that types."""

    path: str  # its stable name in /dev/input/by-id
    prefix: str = ""  # what the scanner is set to type before each code
    gap_ms: int = 80  # between two keys; a hand is slower


@dataclass(frozen=True, slots=True)
class HidposScannerSection:
    """A scanner in USB HID-POS mode."""

    path: str  # a stable name, see deploy/udev


@dataclass(frozen=True, slots=True)
class CameraSection:
    """A camera: a device number, a file, an image sequence or a stream's URL."""

    source: str


@dataclass(frozen=True, slots=True)
class ScanningSection:
    """How many codes are looked up in a row, and how old one may become."""

    lookups: int = 3  # in `within_s`; at one more the kiosk pauses
    within_s: float = 10.0
    pause_s: float = 5.0
    use_within_s: float = 60.0  # from scan to use; later it must be shown again


@dataclass(frozen=True, slots=True)
class SoundSection:
    """Screens that can be heard. Where this section is, they can."""

    loudspeaker: str = "default"  # an ALSA device
    headset: str = ""  # another one, if the headset has its own
    jack: str = ""  # the input device that knows whether a headset is plugged in
    prompts: str = ""  # a folder of recordings, see `kiosk voice`


@dataclass(frozen=True, slots=True)
class KeypadSection:
    """Five keys that can be felt, for those who cannot see or reach the screen."""

    path: str  # its stable name in /dev/input/by-id


@dataclass(frozen=True, slots=True)
class ReceiptPrinterSection:
    """An ESC/POS printer: tcp://host:9100, serial:///dev/... or usb:///dev/..."""

    address: str
    profile: str = "generic"
    roll_m: float = 0.0  # how long a new roll is; 0: not known, nothing is foretold
    near_end_m: float = 5.0  # what is left when its sensor says "low"


@dataclass(frozen=True, slots=True)
class PagePrinterSection:
    """An IPP printer that takes PDF, or a CUPS queue."""

    uri: str
    ca_file: str = ""  # who vouches for an ipps:// printer
    fingerprint: str = ""  # or the SHA-256 of its own certificate


@dataclass(frozen=True, slots=True)
class InvoiceSection:
    """Invoices on paper (rule P6)."""

    most_copies: int = 3  # of one that was just issued; of others central says
    sheet: Literal["A5", "A4"] = "A5"  # of what the kiosk draws itself


@dataclass(frozen=True, slots=True)
class PaymentSection:
    """How long to ask about a payment, in seconds (rules M2 and M3)."""

    first_query_s: float = 2.0
    query_every_s: float = 5.0
    give_up_after_s: float = 45.0
    reverse_not_before_s: float = 15.0
    wallets: Literal["charge_first", "settle_first"] = "charge_first"
    one_code: Literal["charge_first", "settle_first"] = "settle_first"


@dataclass(frozen=True, slots=True)
class ShownSection:
    """Codes on the screen, for the patient's phone to scan and pay (rule M5)."""

    wallets: tuple[Literal["wechat", "alipay", "unionpay"], ...] = ()
    for_s: float = 120.0


@dataclass(frozen=True, slots=True)
class StaySection:
    """Stays in a ward, 住院."""

    enabled: bool = False


@dataclass(frozen=True, slots=True)
class RegistrationSection:
    """Places in clinics, 挂号."""

    enabled: bool = False


@dataclass(frozen=True, slots=True)
class AfterVisitSection:
    """What a patient may look up before she goes home, 离院前查一查."""

    enabled: bool = False
    entitlements: bool = False  # 门诊大病登记
    claims: bool = False  # 报销进度

    @property
    def pages(self) -> tuple[Page, ...]:
        offered = {Page.ENTITLEMENTS: self.entitlements, Page.CLAIMS: self.claims}
        return tuple(page for page in Page if offered[page])


@dataclass(frozen=True, slots=True)
class DeferralSection:
    """What may be registered while central is out of reach (rule O3)."""

    enabled: bool = False
    per_order: Money = FIVE_HUNDRED
    per_patient: Money = ONE_THOUSAND
    per_patient_count: int = 3
    per_kiosk: Money = FIFTY_THOUSAND
    per_kiosk_count: int = 200
    oldest_hours: float = 24.0  # once one has waited this long, no new ones


@dataclass(frozen=True, slots=True)
class NightSection:
    """What is done when nobody is there, by the kiosk's own clock."""

    hour: int = 3  # reconcile yesterday, forget what is over


@dataclass(frozen=True, slots=True)
class SupportSection:
    """Where support bundles go, besides to central."""

    stick: str = ""  # the folder where a USB stick is mounted; empty: none ever is


@dataclass(frozen=True, slots=True)
class MetricsSection:
    """What the kiosk counts, for Prometheus on this machine."""

    port: int  # on 127.0.0.1 only


@dataclass(frozen=True, slots=True)
class Config:
    """Everything a kiosk must be told. At least one scanner is needed."""

    kiosk: KioskSection
    central: CentralSection
    data: DataSection
    receipt_printer: ReceiptPrinterSection
    page_printer: PagePrinterSection
    form_printer: PagePrinterSection | None = None  # numbered stock, 换开
    screen: ScreenSection = ScreenSection()
    scanning: ScanningSection = ScanningSection()
    invoice: InvoiceSection = InvoiceSection()
    payment: PaymentSection = PaymentSection()
    shown: ShownSection = ShownSection()
    registration: RegistrationSection = RegistrationSection()
    stay: StaySection = StaySection()
    after_visit: AfterVisitSection = AfterVisitSection()
    deferral: DeferralSection = DeferralSection()
    night: NightSection = NightSection()
    serial_scanner: SerialScannerSection | None = None
    keyboard_scanner: KeyboardScannerSection | None = None
    hidpos_scanner: HidposScannerSection | None = None
    camera: CameraSection | None = None
    sound: SoundSection | None = None
    keypad: KeypadSection | None = None
    tls: TlsSection = TlsSection()
    support: SupportSection = SupportSection()
    metrics: MetricsSection | None = None  # else nobody listens
    national: NationalSection | None = None  # else central settles it all
    source: Path | None = field(default=None, repr=False, compare=False)  # no key

    def __post_init__(self) -> None:
        if not any(getattr(self, name) for name in SCANNERS):
            raise BadConfig(f"one of [{'], ['.join(SCANNERS)}] is needed")
        self._check_url("central.url", self.central.url)
        if self.national is not None:
            self._check_national(self.national)
        if self.screen.bottom_mm < 0:
            raise BadConfig("screen.bottom_mm: must not be below the floor")
        if self.kiosk.environment == "production" and self.data.key == "file":
            raise BadConfig("data.key: a key beside the data is for development only")
        paper = self.receipt_printer
        if paper.roll_m < 0 or paper.near_end_m < 0:
            raise BadConfig("receipt_printer.roll_m, near_end_m: must not be below 0")
        if self.metrics is not None and not 1024 <= self.metrics.port <= 65535:
            raise BadConfig("metrics.port: must be from 1024 to 65535")
        if not 0 <= self.night.hour <= 23:
            raise BadConfig("night.hour: must be from 0 to 23")
        if self.data.retention_days < 1:
            raise BadConfig("data.retention_days: must be at least 1")
        if self.invoice.most_copies < 1:
            raise BadConfig("invoice.most_copies: must be at least 1")
        if self.payment.query_every_s <= 0:
            raise BadConfig("payment.query_every_s: must be above zero")
        if self.tls != TlsSection():
            self._check_tls()
        if self.after_visit.pages and not self.after_visit.enabled:
            raise BadConfig("after_visit.enabled: its pages are reached through it")
        if self.camera and urlsplit(self.camera.source).scheme in ENCRYPTED_STREAMS:
            raise BadConfig("camera.source: OpenCV's own TLS is out of support")
        if self.scanning.lookups < 1:
            raise BadConfig("scanning.lookups: must be at least 1")
        if self.scanning.within_s < 0 or self.scanning.pause_s < 0:
            raise BadConfig("scanning.within_s, pause_s: must not be below 0")
        if self.scanning.use_within_s <= 0:
            raise BadConfig("scanning.use_within_s: must be above zero")
        if self.shown.for_s <= 0:
            raise BadConfig("shown.for_s: must be above zero")
        if len(set(self.shown.wallets)) < len(self.shown.wallets):
            raise BadConfig("shown.wallets: names one twice")

    def _check_tls(self) -> None:
        from kiosk.central.trust import BadTrust

        try:
            self.trust.context()
        except BadTrust as error:
            raise BadConfig(f"tls: {error}") from error

    def _check_national(self, section: NationalSection) -> None:
        self._check_url("national.url", section.url)
        if not re.fullmatch(r"[0-9A-Za-z]{12}", section.institution):
            raise BadConfig("national.institution: must be 12 letters or digits")
        if not re.fullmatch(r"[0-9]{6}", section.area):
            raise BadConfig("national.area: must be 6 digits")
        if not 0 <= section.serials_from <= section.serials_to <= 9999:
            raise BadConfig("national.serials_from: must be from 0 to serials_to, 9999")
        if len(self.kiosk.id) > 20:
            raise BadConfig("kiosk.id: the insurer knows a terminal by 20 characters")
        for name, longest in (
            ("institution_name", 200),
            ("system", 10),
            ("version", 6),
        ):
            if len(getattr(section, name)) > longest:
                raise BadConfig(f"national.{name}: at most {longest} characters")

    def _check_url(self, name: str, text: str) -> None:
        url = urlsplit(text)
        if url.scheme not in ("http", "https") or not url.hostname:
            raise BadConfig(f"{name}: not an http or https address")
        if self.kiosk.environment == "production" and url.scheme != "https":
            raise BadConfig(f"{name}: production needs https")

    @property
    def trust(self) -> "Trust":
        """Whom we believe to be central."""
        from kiosk.central.trust import Trust  # 20 ms that no window waits for

        tls = self.tls
        return Trust(
            authority=_file(tls.authority),
            pins=frozenset(tls.pins),
            certificate=_file(tls.certificate),
            key=_file(tls.key),
            allows_tls_1_2=tls.allows_tls_1_2,
        )

    @property
    def is_demo(self) -> bool:
        return self.kiosk.environment == "demo"

    @property
    def digest(self) -> str:
        """The same where all but the secrets is the same."""
        return hashlib.sha256(repr(self).encode()).hexdigest()[:16]

    @property
    def offline_switch(self) -> Path:
        """While this file is there, central counts as out of reach (rule O1)."""
        return Path(self.data.directory) / "offline"

    @property
    def sightings(self) -> Path:
        """How the devices were when the running kiosk last looked."""
        return Path(self.data.directory) / "devices.json"

    @property
    def usage(self) -> Path:
        """What was used up and counted."""
        return Path(self.data.directory) / "usage.json"

    @property
    def occupied(self) -> Path:
        """Locked while somebody is served or money moves."""
        return Path(self.data.directory) / "occupied"

    @property
    def database(self) -> Path:
        return Path(self.data.directory) / "ledger.sqlite"


def _file(name: str) -> Path | None:
    return Path(name) if name else None


def load(path: Path) -> Config:
    """Read the file; raise BadConfig."""
    try:
        with path.open("rb") as file:
            tables = tomllib.load(file)
    except OSError as error:
        raise BadConfig(f"{path}: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise BadConfig(f"{path}: {error}") from error
    if SOURCE in tables:
        raise BadConfig(f"{SOURCE}: unknown key")
    config = _section(Config, tables, "")
    assert isinstance(config, Config)
    return replace(config, source=path)


def _section(kind: Any, table: dict[str, object], prefix: str) -> object:
    hints = get_type_hints(kind)
    for key in table:
        if key not in hints:
            raise BadConfig(f"{prefix}{key}: unknown key")
    values = {
        key: _value(hints[key], value, prefix + key) for key, value in table.items()
    }
    for known in fields(kind):
        optional = known.default is not MISSING
        if known.name not in table and not optional:
            raise BadConfig(f"{prefix}{known.name}: missing")
    return kind(**values)


def _value(hint: Any, value: object, name: str) -> object:
    """One value in the type its section says, or BadConfig with the key's name."""
    if hint is Money:
        return _money(value, name)
    wanted = next((part for part in get_args(hint) if hasattr(part, "__slots__")), hint)
    if isinstance(wanted, type) and hasattr(wanted, "__dataclass_fields__"):
        if not isinstance(value, dict):
            raise BadConfig(f"{name}: must be a table")
        return _section(wanted, value, f"{name}.")
    if get_origin(hint) is tuple:
        if not isinstance(value, list):
            raise BadConfig(f"{name}: must be a list")
        return tuple(_value(get_args(hint)[0], one, name) for one in value)
    if get_origin(hint) is Literal:
        if value not in get_args(hint):
            options = ", ".join(map(str, get_args(hint)))
            raise BadConfig(f"{name}: must be one of {options}")
        return value
    if hint is float and type(value) is int:
        return float(value)
    if type(value) is not hint:
        raise BadConfig(f"{name}: must be {hint.__name__}, not {type(value).__name__}")
    return value


def _money(value: object, name: str) -> Money:
    """Amounts are text, so that none was ever a float."""
    try:
        return Money.parse(value if isinstance(value, str) else "")
    except ValueError as error:
        raise BadConfig(f"{name}: must be yuan with two decimals, in quotes") from error
