"""What the environment may say differently from place to place."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from config.local import demo

ROOT = Path(__file__).resolve().parent.parent.parent
IN_PRODUCTION = {
    "SECRET_KEY": "x" * 60,
    "ALLOWED_HOSTS": "nyttiggjort.example.org",
    "DATABASE_URL": "postgresql:///nyttiggjort",
}


def setting(name: str, **environment: str) -> object:
    """A setting as a fresh process with only this environment reads it."""
    code = (
        f"import json; from config import settings; print(json.dumps(settings.{name}, default=str))"
    )
    told = subprocess.run(
        [sys.executable, "-c", code],
        env={"PATH": os.environ["PATH"], **IN_PRODUCTION, **environment},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return json.loads(told.stdout)


def test_behind_https_one_proxy_of_ours_is_believed():
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT") == 1
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT", HTTPS="0") == 0
    assert setting("ALLAUTH_TRUSTED_PROXY_COUNT", TRUSTED_PROXIES="2") == 2


def test_files_lie_in_a_folder_or_where_a_setting_says():
    usual = setting("STORAGES['default']", FILES_ROOT="/data/files", FILES_STORAGE="")
    assert usual == {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": "/data/files"},
    }
    chosen = setting(
        "STORAGES['default']",
        FILES_STORAGE="storages.backends.s3.S3Storage",
        FILES_STORAGE_OPTIONS='{"bucket_name": "nyttiggjort"}',
    )
    assert chosen == {
        "BACKEND": "storages.backends.s3.S3Storage",
        "OPTIONS": {"bucket_name": "nyttiggjort"},
    }


def test_what_the_example_offers_reaches_the_containers():
    offered = re.findall(r"^([A-Z_]+)=", (ROOT / ".env.example").read_text(), re.MULTILINE)
    compose = (ROOT / "docker-compose.yml").read_text()
    assert [name for name in offered if f"${{{name}" not in compose] == []


@pytest.mark.parametrize(
    ("host", "names"),
    [
        ("127.0.0.1", ["127.0.0.1"]),
        ("0.0.0.0", ["127.0.0.1", "maskinen"]),
        ("10.0.0.7", ["10.0.0.7"]),
    ],
)
def test_the_demo_tells_by_what_names_it_is_reached(monkeypatch, capsys, host, names):
    monkeypatch.setenv("HOST", host)
    monkeypatch.setattr(demo.socket, "gethostname", lambda: "maskinen")
    assert demo.names() == names
    demo.greet([f"http://{name}:8000" for name in names], 9)
    assert all(f"http://{name}:8000" in capsys.readouterr().out for name in names[:1])


def test_the_demo_writes_letters_with_the_address_one_asks_for(monkeypatch):
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.delenv("HOST", raising=False)
    monkeypatch.setattr(demo, "secret_key", lambda: "x")
    assert demo.demo_environment(8000)["SITE_URL"] == "http://127.0.0.1:8000"
    monkeypatch.setenv("SITE_URL", "https://demo.example")
    assert demo.demo_environment(8000)["SITE_URL"] == "https://demo.example"


def test_in_the_demo_a_killed_job_goes_on_within_half_a_minute(monkeypatch):
    monkeypatch.setattr(demo, "secret_key", lambda: "x")
    environment = demo.demo_environment(8000)
    waits = float(environment["JOBS_LEASE_SECONDS"]) + float(environment["JOBS_SWEEP_SECONDS"])
    assert waits < 30
