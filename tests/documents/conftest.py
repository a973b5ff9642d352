import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from organisation.files.rendering import pdf

Render = Callable[[dict[str, Any]], Path]


@cache
def _printed(context: str) -> bytes:
    return pdf.render_pdf(pdf.html_of("documents/board_case.html", json.loads(context))).data


@pytest.fixture
def render(tmp_path: Path) -> Render:
    """Print a board case, once for each context in a test run; answers where the PDF is."""

    def board_case(context: dict[str, Any]) -> Path:
        path = tmp_path / f"{len(list(tmp_path.iterdir()))}.pdf"
        path.write_bytes(_printed(json.dumps(context)))
        return path

    return board_case
