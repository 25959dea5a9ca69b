"""Signing up for credit, 信用就医: how far she is on her phone, in words."""

from collections.abc import Callable

from PySide6.QtCore import Property, QCoreApplication, QObject, Signal, Slot
from PySide6.QtQml import QmlElement

from kiosk.flows.visit_events import Tap, VisitEvent
from kiosk.flows.visit_states import Quoted, SigningUp, Starting, Visit
from kiosk.model.sign_up import SignUpStatus
from ui.message import yuan

QML_IMPORT_NAME = "Kiosk.ViewModels"
QML_IMPORT_MAJOR_VERSION = 1

translate = QCoreApplication.translate


@QmlElement
class SignUpViewModel(QObject):
    """One sign-up as QML sees it."""

    changed = Signal()

    def __init__(self, tap: Callable[[str, VisitEvent], None]) -> None:
        super().__init__()
        self._tap = tap
        self._state: Visit = Starting()

    def show(self, state: Visit) -> None:
        self._state = state
        self.changed.emit()

    @property
    def _status(self) -> SignUpStatus | None:
        """None: nothing has been heard yet."""
        state = self._state
        known = state.progress if isinstance(state, SigningUp) else None
        return known.status if known else None

    @Property(bool, notify=changed)
    def offered(self) -> bool:
        """Whether she may sign up, and pay this by it."""
        return isinstance(self._state, Quoted) and self._state.can_sign_up

    @Property(bool, notify=changed)
    def over(self) -> bool:
        """Whether her phone has no more part in it."""
        return isinstance(self._state, SigningUp) and self._state.is_over

    @Property(bool, notify=changed)
    def signed(self) -> bool:
        return self._status is SignUpStatus.SIGNED

    @Property(str, notify=changed)
    def words(self) -> str:
        """How far she is."""
        match self._status:
            case SignUpStatus.SCANNED:
                return translate("SignUp", "Your phone has it. Please finish there.")
            case SignUpStatus.SIGNED:
                return self._contract()
            case SignUpStatus.REFUSED:
                return translate("SignUp", "There is no contract.")
            case SignUpStatus.EXPIRED:
                return translate("SignUp", "It took too long, so it was closed.")
            case SignUpStatus.IMPOSSIBLE:
                return translate("SignUp", "The bank cannot be reached just now.")
            case SignUpStatus.UNKNOWN:
                return translate(
                    "SignUp", "We cannot see how far it is. Please go on on your phone."
                )
        if isinstance(self._state, SigningUp) and self._state.picture is None:
            return translate("SignUp", "Getting the code from the bank")
        return translate("SignUp", "Waiting for your phone")

    def _contract(self) -> str:
        assert isinstance(self._state, SigningUp)
        assert self._state.progress is not None
        contract = self._state.progress.contract
        assert contract is not None
        text = translate("SignUp", "{bank} credit, {amount} left")
        return text.format(bank=contract.bank, amount=yuan(contract.available))

    @Slot()
    def begin(self) -> None:
        self._tap("signUp", Tap.SIGN_UP)
