"""Framed messages over a socket, each with a deadline and a cap on its size."""

from __future__ import annotations

import socket
import struct
import time

_HEADER = struct.Struct(">I")


class ChannelError(ConnectionError):
    """The other side is gone, is too slow, or sends what is not a frame."""


class Channel:
    """One end of a connection between two processes."""

    def __init__(self, connection: socket.socket, max_bytes: int = 64 * 2**20):
        self.connection, self.max_bytes = connection, max_bytes

    def send(self, data: bytes, seconds: float | None = None) -> None:
        """Send one frame; ChannelError when the other side does not take it in time."""
        try:
            self.connection.settimeout(seconds)
            self.connection.sendall(_HEADER.pack(len(data)) + data)
        except OSError as error:
            raise ChannelError(f"could not send: {error}") from None

    def receive(self, seconds: float | None = None) -> bytes:
        """Return the next frame; ChannelError when none has come whole in that time."""
        deadline = None if seconds is None else time.monotonic() + seconds
        (length,) = _HEADER.unpack(self._exactly(_HEADER.size, deadline))
        if length > self.max_bytes:
            raise ChannelError("a message larger than allowed")
        return self._exactly(length, deadline)

    def _exactly(self, count: int, deadline: float | None) -> bytes:
        data = bytearray()
        while len(data) < count:
            if deadline is not None:
                left = deadline - time.monotonic()
                if left <= 0:
                    raise TimeoutError("no answer in time")
                self.connection.settimeout(left)
            else:
                self.connection.settimeout(None)
            try:
                piece = self.connection.recv(min(count - len(data), 2**20))
            except TimeoutError:
                raise TimeoutError("no answer in time") from None
            except OSError as error:
                raise ChannelError(f"the connection broke: {error}") from None
            if not piece:
                raise ChannelError("the other side is gone")
            data += piece
        return bytes(data)

    def close(self) -> None:
        """Close this end."""
        self.connection.close()
