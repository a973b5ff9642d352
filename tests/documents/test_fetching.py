"""The renderer takes nothing but our own files, whoever asks."""

import io
import threading
from collections.abc import Generator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from PIL import Image

from organisation.files.rendering import pdf
from organisation.files.services import keep

PAGE = '<html lang="nb"><head><title>t</title>{head}</head><body><h1>t</h1>{body}</body></html>'


@pytest.fixture
def listener() -> Generator[tuple[str, list[str]]]:
    """A server on this machine that notes every request it gets."""
    heard: list[str] = []

    class Ear(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Ear)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", heard
    server.shutdown()
    thread.join()
    server.server_close()


def test_no_address_on_the_network_or_the_disk_is_opened(
    db: None, listener: tuple[str, list[str]], tmp_path: object
) -> None:
    address, heard = listener
    head = (
        f'<link rel="stylesheet" href="{address}/a.css"><link rel="attachment" href="{address}/b">'
        f"<style>@import url({address}/c.css); @import url(file:///etc/passwd);"
        f"@font-face {{ font-family: x; src: url({address}/d.woff2) }} p {{ font-family: x }}"
        f"body {{ background: url({address}/e.png) }} h1::before {{ content: url({address}/f) }}"
        "</style>"
    )
    body = (
        f'<img src="{address}/g.png" alt="g"><img src="file:///etc/passwd" alt="h">'
        f'<object data="{address}/i"></object><embed src="{address}/j">'
        '<img src="data:image/png;base64,AAAA" alt="k">'
        '<img src="/static/../config/settings.py" alt="l">'
        '<img src="/static/print/../../config/settings.py" alt="m"><img src="/filer/'
        + "x"
        * 32
        + '/" alt="n">'
        f'<svg xmlns="http://www.w3.org/2000/svg"><image href="{address}/o.png"/></svg><p>x</p>'
    )
    rendered = pdf.render_pdf(PAGE.format(head=head, body=body))
    assert heard == []
    assert {each.rsplit("/", 1)[-1] for each in rendered.refused_addresses} >= {
        "a.css", "c.css", "passwd", "d.woff2", "e.png", "f", "g.png", "i", "j", "settings.py",
        "o.png",
    }  # fmt: skip
    assert b"root:" not in rendered.data


@pytest.mark.django_db(transaction=True)
def test_our_own_picture_comes_in() -> None:
    out = io.BytesIO()
    Image.new("RGB", (40, 20), "navy").save(out, "PNG")
    stored = keep(out.getvalue(), name="kart.png", content_type="image/png", by=None)
    rendered = pdf.render_pdf(
        PAGE.format(head="", body=f'<img src="{stored.get_absolute_url()}" alt="Kart">')
    )
    assert rendered.refused_addresses == []
    assert b"/Image" in rendered.data
