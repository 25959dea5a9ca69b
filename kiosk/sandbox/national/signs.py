"""Who may speak to the sandbox's national interface: the gateway's signature, 9001."""

import hashlib
import hmac
from collections.abc import Mapping

import kiosk.central.national.wire as wire
from kiosk.sandbox.settings import Moment


def is_signed(headers: Mapping[str, str], secret: str) -> bool:
    """Whether x-tif-signature was made by somebody who knows the secret."""
    stamp = headers.get("x-tif-timestamp", "")
    nonce = headers.get("x-tif-nonce", "")
    made = hashlib.sha256(f"{stamp}{secret}{nonce}{stamp}".encode()).hexdigest()
    shown = headers.get("x-tif-signature", "")
    return hmac.compare_digest(made.encode(), shown.encode())


def sign_no(envelope: wire.Envelope, moment: Moment) -> str:
    """Good for one terminal and one day."""
    text = f"{moment.settings.token} {envelope.opter} {moment.today}"
    return hashlib.sha256(text.encode()).hexdigest()[:30]
