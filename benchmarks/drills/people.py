"""Applicants who upload over HTTP, each with a session of their own."""

import contextlib
import http.client
import secrets
import uuid
from typing import NamedTuple

PATIENCE_SECONDS = 60


class Answer(NamedTuple):
    """What came back; ``status`` is 0 when the connection broke."""

    status: int
    location: str = ""
    retry_after: str = ""
    body: bytes = b""


class Person:
    """One applicant's browser; threads may share it, as it opens a connection for each request."""

    def __init__(self, pk: int, session: str) -> None:
        self.pk, self.session = pk, session
        self.csrf = secrets.token_hex(16)  # as a browser that has seen a form

    def upload(self, port: int, body: bytes, name: str, token: uuid.UUID | None = None) -> Answer:
        """Put a file into the documents as a new CV; the same token again is the same upload."""
        fields = {"csrfmiddlewaretoken": self.csrf, "kind": "cv", "token": str(token or uuid.uuid4())}
        boundary = uuid.uuid4().hex
        form = multipart(fields, name, body, boundary)
        kind = {"Content-Type": f"multipart/form-data; boundary={boundary}"}
        return self.ask(port, "POST", "/documents/", form, kind)

    def delete(self, port: int, address: str) -> Answer:
        """Delete the document that has an address."""
        form = f"csrfmiddlewaretoken={self.csrf}".encode()
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        return self.ask(port, "POST", f"{address}delete/", form, kind)

    def get(self, port: int, path: str) -> Answer:
        """Look at a page."""
        return self.ask(port, "GET", path)

    def ask(
        self, port: int, method: str, path: str, body: bytes | None = None, more: dict[str, str] | None = None
    ) -> Answer:
        """Send one request and return its answer; a connection that breaks is an answer too."""
        headers = {"Cookie": f"sessionid={self.session}; csrftoken={self.csrf}"} | (more or {})
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
        with contextlib.closing(connection):
            try:
                connection.request(method, path, body, headers)
                answer = connection.getresponse()
                found, content = answer.headers, answer.read()
            except (OSError, http.client.HTTPException):
                return Answer(0)
        return Answer(answer.status, found.get("Location", ""), found.get("Retry-After", ""), content)


def multipart(fields: dict[str, str], name: str, body: bytes, boundary: str) -> bytes:
    """Return a form with one file as browsers send it."""
    lines = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{field}"\r\n\r\n{value}\r\n'
        for field, value in fields.items()
    ]
    quoted = name.replace('"', "%22")
    head = f'Content-Disposition: form-data; name="file"; filename="{quoted}"'
    head = f"--{boundary}\r\n{head}\r\nContent-Type: application/octet-stream\r\n\r\n"
    return "".join([*lines, head]).encode() + body + f"\r\n--{boundary}--\r\n".encode()
