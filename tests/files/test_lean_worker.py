"""A worker that draws paper carries what paper needs, and lets those who read pages go first."""

import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pyphen
import pytest

from config import celery
from organisation.files.rendering import pdf

ROOT = Path(__file__).resolve().parents[2]
# What only some jobs or pages need, and is loaded there.
ELSEWHERE = {
    "config.urls", "docx", "highspy", "holidays", "lxml", "numpy", "openpyxl", "puremagic",
    "weasyprint", "xlsxwriter",
}  # fmt: skip


def test_a_process_that_has_done_nothing_carries_only_what_all_need() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import django, sys; django.setup(); print(*sys.modules)"],
        capture_output=True, text=True, check=True, cwd=ROOT,
    )  # fmt: skip
    assert ELSEWHERE & set(said.stdout.split()) == set()


def test_words_are_broken_as_the_dictionary_says() -> None:
    pdf.load()
    lean = {lang: pyphen.Pyphen(lang=lang) for lang in pdf.HYPHENATED}
    pyphen.hdcache.clear()
    whole = {lang: pyphen.Pyphen(lang=lang) for lang in pdf.HYPHENATED}
    words = ["innovasjonsarbeid", "bydelsutvalget", "saksframlegg", "gjennomføringsplan", "bydel"]
    for lang in pdf.HYPHENATED:
        assert [lean[lang].inserted(word) for word in words] == [
            whole[lang].inserted(word) for word in words
        ]
    pdf.load.cache_clear()  # what comes after loads it anew


@pytest.mark.parametrize(("queue", "is_loaded"), [("documents", True), ("mail", False)])
def test_what_is_drawn_with_is_loaded_before_children_are_made(
    queue: str, is_loaded: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    loaded: list[bool] = []
    monkeypatch.setattr(pdf, "load", lambda: loaded.append(True))
    monkeypatch.setattr(celery.gc, "freeze", lambda: None)
    queues = SimpleNamespace(consume_from={queue: None})
    worker = SimpleNamespace(app=SimpleNamespace(amqp=SimpleNamespace(queues=queues)))
    celery.load_before_the_fork(instance=worker)
    assert bool(loaded) == is_loaded


def test_a_worker_steps_back(settings: object, monkeypatch: pytest.MonkeyPatch) -> None:
    nice: list[int] = []
    monkeypatch.setattr(celery.os, "nice", nice.append)
    settings.WORKER_NICE = 7  # type: ignore[attr-defined]
    celery.step_back()
    assert nice == [7]
