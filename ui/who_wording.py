"""Who was recognised: her name, and whose phone it is if not hers. Both are masked."""

from PySide6.QtCore import QCoreApplication

from kiosk.flows.checking_states import FindingOut
from kiosk.flows.invoice_states import Listing
from kiosk.flows.registration_states import FindingAppointments
from kiosk.flows.stay_states import FindingStay
from kiosk.flows.visit_states import Recognised
from kiosk.model.patient import Identity, Masked

translate = QCoreApplication.translate

Known = Recognised | Listing | FindingAppointments | FindingStay | FindingOut


def greeting(state: Known) -> str:
    """Hello; or for whom something is done, 亲属码."""
    patient = state.identity.patient
    if patient.guardian is None:
        text = translate("Who", "Hello, {patient}")
    else:
        text = _for_another(state)
    return text.format(patient=patient.name)


def relative(state: Known) -> str:
    """Whose phone it is, and whose money where there is any; nothing if hers."""
    guardian = state.identity.patient.guardian
    if guardian is None:
        return ""
    if isinstance(state, Recognised | FindingAppointments | FindingStay):
        return translate("Who", "Payer: {name}").format(name=guardian)
    return _shown_by(guardian)


def whom(identity: Identity) -> str:
    """The patient, and who shows her code, on one line."""
    patient = identity.patient
    if patient.guardian is None:
        return patient.name
    return f"{patient.name} · {_shown_by(patient.guardian)}"


def _shown_by(guardian: Masked) -> str:
    return translate("Who", "Shown by: {name}").format(name=guardian)


def _for_another(state: Known) -> str:
    match state:
        case Recognised():
            return translate("Who", "Paying for {patient}")
        case FindingAppointments():
            return translate("Who", "Registering {patient}")
        case Listing():
            return translate("Who", "Invoices of {patient}")
        case FindingStay():
            return translate("Who", "The stay of {patient}")
        case FindingOut():
            return translate("Who", "Looking for {patient}")
