"""A TCP server on 127.0.0.1 for devices that speak in plain bytes."""

import contextlib
import socket
import socketserver
import threading
from collections.abc import Callable


class ByteServer(socketserver.ThreadingTCPServer):
    """Hands what arrives to `receive`, with the tail that it gave back last."""

    allow_reuse_address = True
    daemon_threads = True
    block_on_close = False

    def __init__(
        self, port: int, receive: Callable[[socket.socket, bytes, bytes], bytes]
    ) -> None:
        self._connections: set[socket.socket] = set()

        class Line(socketserver.BaseRequestHandler):
            """One connection, until either side hangs up."""

            def handle(self) -> None:
                tail = b""
                with contextlib.suppress(OSError):
                    while data := self.request.recv(4096):
                        tail = receive(self.request, tail, data)

        super().__init__(("127.0.0.1", port), Line)
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    def process_request(self, request: object, client_address: object) -> None:
        assert isinstance(request, socket.socket)
        self._connections.add(request)
        super().process_request(request, client_address)

    def shutdown_request(self, request: object) -> None:
        assert isinstance(request, socket.socket)
        self._connections.discard(request)
        super().shutdown_request(request)

    def stop(self) -> None:
        self.shutdown()
        self.server_close()
        for connection in list(self._connections):
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)
