"""Packages posted to the archive's receiver; an answer comes at once, or is asked for later.

`POST <address>` is multipart with the package; 200 holds the answer, 202 says that it comes.
`GET <address>/<name>` gives it then; 404 and 204 say that there is none yet.
"""

import http.client
import secrets
import urllib.error
import urllib.request
from typing import Any
from urllib.parse import quote, urlsplit

from reports.archive.transports.errors import NotDelivered, NotTaken

LONGEST = 1_000_000  # bytes of an answer
NO_ANSWER_YET = (202, 204, 404)
AGAIN = (408, 425, 429)


class StayHere(urllib.request.HTTPRedirectHandler):
    """The token goes to the address in settings, and nowhere else."""

    def redirect_request(self, *_args: Any, **_kwargs: Any) -> None:
        return None


class HttpTransport:
    def __init__(self, url: str, *, token: str = "", timeout: float = 30) -> None:
        if urlsplit(url).scheme not in ("http", "https"):
            raise NotDelivered("ARCHIVE_URL is not set")
        self.url, self.token, self.timeout = url.rstrip("/"), token, timeout
        self.opener = urllib.request.build_opener(StayHere)

    def send(self, name: str, package: bytes) -> bytes | None:
        mark = f"----{secrets.token_hex(16)}"
        body = multipart(mark, name, package)
        kind = {"Content-Type": f"multipart/form-data; boundary={mark}", "Idempotency-Key": name}
        status, answer = self._call(self.url, data=body, headers=kind)
        if status == 202 or (status in (200, 201, 204) and not answer):
            return None
        if 200 <= status < 300 or answer.lstrip().startswith(b"<"):
            return answer  # a refusal in the archive's own format is an answer as well
        raise NotTaken(f"HTTP {status}")

    def answer(self, name: str) -> bytes | None:
        status, answer = self._call(f"{self.url}/{quote(name, safe='')}")
        if status in NO_ANSWER_YET or not answer:
            return None
        return answer if status == 200 else None

    def _call(
        self, url: str, *, data: bytes | None = None, headers: dict[str, str] | None = None
    ) -> tuple[int, bytes]:
        """Status and body, also of a refusal; raises NotDelivered when nobody could answer."""
        request = urllib.request.Request(url, data=data, headers=headers or {})
        if self.token:
            request.add_unredirected_header("Authorization", f"Bearer {self.token}")
        try:
            with self.opener.open(request, timeout=self.timeout) as response:
                return response.status, response.read(LONGEST + 1)
        except urllib.error.HTTPError as refused:
            with refused:
                if refused.code >= 500 or refused.code in AGAIN:
                    raise NotDelivered(f"HTTP {refused.code}") from refused
                return refused.code, refused.read(LONGEST + 1)
        except (OSError, http.client.HTTPException) as error:
            raise NotDelivered(str(error)) from error


def multipart(mark: str, name: str, package: bytes) -> bytes:
    """A form with the package's name and the package itself; `name` is ours, in ASCII."""
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="name"\r\n\r\n{name}\r\n'
        f'--{mark}\r\nContent-Disposition: form-data; name="package"; filename="{name}.zip"\r\n'
        "Content-Type: application/zip\r\n\r\n"
    )
    return b"".join([head.encode(), package, f"\r\n--{mark}--\r\n".encode()])
