"""The locked files work with any mirror: they name packages and hashes, never an address."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
LOCKED = sorted(ROOT.glob("requirements*.txt"))


def test_there_are_three_locked_files():
    assert [file.name for file in LOCKED] == [
        "requirements-dev.txt",
        "requirements-local.txt",
        "requirements.txt",
    ]


@pytest.mark.parametrize("file", LOCKED, ids=lambda file: file.name)
def test_no_address_stands_in_a_locked_file(file):
    text = file.read_text(encoding="utf-8")
    assert re.findall(r"https?:|//|--(?:extra-)?index-url|--find-links|@ ", text) == []


@pytest.mark.parametrize("file", LOCKED, ids=lambda file: file.name)
def test_every_package_is_pinned_and_has_a_hash(file):
    entries = re.split(r"\n(?=\S)", file.read_text(encoding="utf-8").strip())
    assert [entry for entry in entries if "==" not in entry or "--hash=sha256:" not in entry] == []
