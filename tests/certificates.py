"""Certificates made for one test, and a server that shows one."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

REPLY = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok"


@dataclass(frozen=True, slots=True)
class Pair:
    """A key and what vouches for it."""

    secret: ec.EllipticCurvePrivateKey
    shown: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.shown.public_bytes(serialization.Encoding.DER)

    def write(self, file: Path) -> Path:
        """The certificate; its key beside it, in FILE.key."""
        file.write_bytes(self.shown.public_bytes(serialization.Encoding.PEM))
        file.with_suffix(".key").write_bytes(
            self.secret.private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
        return file


def issued(by: Pair | None = None, *, name: str = "localhost", days: int = 200) -> Pair:
    """A certificate that is good for so many days more, by an authority or itself."""
    secret = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"{name} {bool(by)}")])
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(by.shown.subject if by else subject)
        .public_key(secret.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=400))
        .not_valid_after(now + timedelta(days=days, hours=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), False)
        .add_extension(x509.BasicConstraints(ca=by is None, path_length=None), True)
    )
    return Pair(secret, builder.sign(by.secret if by else secret, hashes.SHA256()))


@contextmanager
def central_showing(
    pair: Pair,
    folder: Path,
    *,
    newest: ssl.TLSVersion = ssl.TLSVersion.TLSv1_3,
    asks: Pair | None = None,
    answer: bytes = REPLY,
) -> Iterator[tuple[int, list[bytes]]]:
    """A central that shows this; gives its port, and what it is asked. With `asks` it
    wants a certificate by that authority."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.maximum_version = newest
    file = pair.write(folder / "central.pem")
    context.load_cert_chain(file, file.with_suffix(".key"))
    if asks:
        context.verify_mode = ssl.CERT_REQUIRED
        context.load_verify_locations(asks.write(folder / "clients.pem"))
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            with suppress(OSError):
                while True:
                    with (
                        server.accept()[0] as line,
                        suppress(OSError),
                        context.wrap_socket(line, server_side=True) as tls,
                    ):
                        if request := tls.recv(65536):
                            asked.append(request)
                            tls.sendall(answer)

        thread = threading.Thread(target=serve)
        thread.start()
        yield server.getsockname()[1], asked
        server.shutdown(socket.SHUT_RDWR)
    thread.join(5)
