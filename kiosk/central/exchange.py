"""What carries a request to central and its reply back.

One requests session a thread, no proxies and no settings from the environment, no
redirects, a deadline on everything, and no reply above its size limit.
"""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import requests
from urllib3.exceptions import MaxRetryError, NameResolutionError, NewConnectionError

from kiosk.central.cut_session import CutSession, TooLate
from kiosk.central.port import Misanswered, NotSent, Unanswered
from kiosk.central.trust import Trust


@dataclass(frozen=True, slots=True)
class Reply:
    """What came back, whatever it says. Headers go by their names in HTTP."""

    status: int
    headers: Mapping[str, str]
    body: bytes


class Exchange(Protocol):
    """Carries requests, from any thread."""

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        """Send one request and wait for the whole reply, of at most `limit` bytes.

        Raise NotSent, Unanswered or Misanswered.
        """


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds to wait for a connection, and for a whole reply."""

    connect_s: float = 2
    answer_s: float = 10


class HttpExchange:
    """HTTP to one base URL. Raise BadTrust."""

    def __init__(
        self,
        url: str,
        deadlines: Deadlines | None = None,
        trust: Trust | None = None,
    ) -> None:
        self._url = url.rstrip("/")
        self._trust = trust or Trust()
        is_secure = self._url.startswith("https:")
        self._context = self._trust.context() if is_secure else None
        self._deadlines = deadlines or Deadlines()
        self._threads = threading.local()

    def send(
        self,
        method: str,
        path: str,
        headers: Mapping[str, str],
        body: bytes | None,
        limit: int,
    ) -> Reply:
        session = self._session()
        limits = (self._deadlines.connect_s, self._deadlines.answer_s)
        try:
            with (
                session.cut_after(sum(limits)),
                session.request(
                    method,
                    self._url + path,
                    data=body,
                    headers=dict(headers),
                    timeout=limits,
                    allow_redirects=False,
                    stream=True,
                ) as response,
            ):
                content = _read(response, limit)
                return Reply(response.status_code, response.headers, content)
        except TooLate as error:
            raise Unanswered("cut at the deadline") from error
        except requests.ConnectTimeout as error:
            raise NotSent("no connection") from error
        except requests.ConnectionError as error:
            if _never_connected(error):
                raise NotSent("no connection") from error
            raise Unanswered("connection lost") from error
        except (requests.RequestException, ValueError) as error:
            # Some malformed headers come through requests as a bare ValueError.
            raise Unanswered(type(error).__name__) from error

    def _session(self) -> CutSession:
        session: CutSession | None = getattr(self._threads, "session", None)
        if session is None:
            session = self._threads.session = CutSession(self._trust, self._context)
        return session


def _read(response: requests.Response, limit: int) -> bytes:
    """Take the body in pieces: a huge one does not fill the memory."""
    content = bytearray()
    for piece in response.iter_content(64 * 1024):
        content += piece
        if len(content) > limit:
            raise Misanswered("the reply is too long")
    return bytes(content)


def _never_connected(error: requests.ConnectionError) -> bool:
    cause = error.args[0] if error.args else None
    reason = cause.reason if isinstance(cause, MaxRetryError) else cause
    return isinstance(reason, NewConnectionError | NameResolutionError)
