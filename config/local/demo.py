"""`make demo`: everything on this machine, from PostgreSQL to the page, until Ctrl-C."""

import argparse
import fcntl
import hashlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NoReturn

import psycopg

from config.local import servers
from config.local.schema import schema_key
from organisation.jobs.registry import QUEUES

ROOT = Path(__file__).resolve().parent.parent.parent
VAR = ROOT / "var"
DATABASE = "nyttiggjort"
PASSWORD = "nyttiggjort"
ACCOUNTS = {
    "ansatt": "ansatt",
    "radgiver": "innovasjonsrådgiver",
    "prosjektleder": "prosjektleder",
    "ledelse": "ledelse",
    "vurderer": "vurderer",
    "sekretariat": "sekretariat",
    "direktor": "bydelsdirektør",
    "bumedlem": "medlem av bydelsutvalget",
    "admin": "administrator",
}
Environment = dict[str, str]


class Stopped(Exception):
    pass


@dataclass
class Part:
    """One program that runs as long as the demo does, and is started again if it dies."""

    name: str
    begin: Callable[[], subprocess.Popen[bytes]]
    how_to_stop: signal.Signals = signal.SIGTERM
    process: subprocess.Popen[bytes] = field(init=False)
    deaths: list[float] = field(default_factory=list)

    def start(self) -> None:
        self.process = self.begin()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--reset", action="store_true", help="throw away the demo's data")
    VAR.mkdir(exist_ok=True)
    lock = only_one()
    if parser.parse_args().reset:
        return reset()
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(how, _stop)
    parts: list[Part] = []
    try:
        run(parts)
    except Stopped:
        return 0
    except subprocess.CalledProcessError as failed:
        say(f"\nThis step failed, for the reason above: {' '.join(map(str, failed.cmd[1:]))}")
        return 1
    except (servers.ServerFailed, psycopg.OperationalError) as error:
        say(f"\n{error}")
        return 1
    finally:
        end(parts)
        lock.close()
    return 0


def run(parts: list[Part]) -> NoReturn:
    """Start every part in order, tell where the site is, and keep it running."""
    began = time.monotonic()
    host, port = os.environ.get("HOST", "127.0.0.1"), int(os.environ.get("PORT", "8000"))
    check_port(host, port)
    environment = demo_environment(port)
    start_servers(parts, environment)
    collected = collect_static(environment)
    prepare_database(environment)
    collected()
    start_programs(parts, environment)
    wait_for_page(f"http://{names()[0]}:{port}/helse/", parts[-1])
    addresses = [environment["SITE_URL"], *(f"http://{name}:{port}" for name in names())]
    greet(list(dict.fromkeys(addresses)), time.monotonic() - began)
    while True:
        time.sleep(1)
        revive(parts)


def demo_environment(port: int) -> Environment:
    """What config/settings.py reads. Only here is DEMO set."""
    hosts = ["localhost", "127.0.0.1", "[::1]"]
    if os.environ.get("HOST", "127.0.0.1") not in hosts:
        hosts = ["*"]
    return {
        **os.environ,
        "DEMO": "1",
        "SECRET_KEY": secret_key(),
        "ALLOWED_HOSTS": ",".join(hosts),
        "PORT": str(port),
        "SITE_URL": os.environ.get("SITE_URL") or f"http://{names()[0]}:{port}",
        "EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend",
        "EMAIL_FILE_PATH": str(VAR / "mail"),
        "FILES_ROOT": str(VAR / "files"),
        # A job whose worker was killed goes on within half a minute.
        "JOBS_LEASE_SECONDS": os.environ.get("JOBS_LEASE_SECONDS", "15"),
        "JOBS_SWEEP_SECONDS": os.environ.get("JOBS_SWEEP_SECONDS", "10"),
        # Homebrew's libraries, which macOS does not look for by itself.
        "DYLD_FALLBACK_LIBRARY_PATH": "/opt/homebrew/lib:/usr/local/lib",
    }


def start_servers(parts: list[Part], environment: Environment) -> None:
    """PostgreSQL and Valkey, each unless its address is given."""
    if "DATABASE_URL" in environment:
        environment.setdefault("DATABASE_OWNER_URL", environment["DATABASE_URL"])
    else:
        postgres = servers.start_postgres(VAR / "postgres")
        begin = lambda: servers.start_postgres(VAR / "postgres").process  # noqa: E731
        parts.append(Part("PostgreSQL", begin, signal.SIGINT))
        parts[-1].process = postgres.process
        servers.make_roles(postgres)
        servers.make_database(postgres, DATABASE)
        environment["DATABASE_URL"] = postgres.address(DATABASE)
        environment["DATABASE_OWNER_URL"] = postgres.address(DATABASE, servers.OWNER)
    if "REDIS_URL" not in environment:
        valkey = servers.start_valkey(VAR / "valkey")
        begin = lambda: servers.start_valkey(VAR / "valkey", port=valkey.port).process  # noqa: E731
        parts.append(Part("Valkey", begin))
        parts[-1].process = valkey.process
        environment["REDIS_URL"] = valkey.address(0)
        environment["CACHE_URL"] = valkey.address(1)


# A worker's child grown past 160 MB is let go after its document, as in docker-compose.yml.
LEAN = ("--max-memory-per-child", "160000")


def start_programs(parts: list[Part], environment: Environment) -> None:
    """The worker, its clock and the web server, with the commands that docker-compose.yml has."""
    celery = [sys.executable, "-m", "celery", "-A", "config"]
    queues = ["--queues", ",".join(QUEUES), "--concurrency", "2"]
    alone = ["--without-gossip", "--without-mingle", *LEAN]
    gunicorn = [sys.executable, "-m", "gunicorn", "--config", "config/gunicorn.py"]
    pooled = {"DATABASE_POOL": "4"}
    for name, command, more in (
        ("worker", [*celery, "worker", *queues, *alone], {}),
        ("beat", [*celery, "beat"], {}),
        ("web", [*gunicorn, "config.wsgi"], pooled),
    ):
        parts.append(Part(name, program(name, command, {**environment, **more})))
        parts[-1].start()


def program(
    name: str, command: list[str], environment: Environment
) -> Callable[[], subprocess.Popen[bytes]]:
    def begin() -> subprocess.Popen[bytes]:
        (VAR / "log").mkdir(exist_ok=True)
        with (VAR / "log" / f"{name}.log").open("ab") as log:
            return servers.launch(command, cwd=ROOT, env=environment, stdout=log, stderr=log)

    return begin


def collect_static(environment: Environment) -> Callable[[], None]:
    """Begin to gather and compress the static files if they have changed; call to wait for it."""
    seen = VAR / "static-collected"
    facts = [(path, path.stat()) for path in sorted((ROOT / "static").rglob("*"))]
    told = str([(str(path), fact.st_mtime_ns, fact.st_size) for path, fact in facts])
    now = hashlib.sha256(told.encode() + (ROOT / "requirements.txt").read_bytes()).hexdigest()
    manifest = ROOT / "staticfiles" / "staticfiles.json"
    if manifest.exists() and seen.exists() and seen.read_text() == now:
        return lambda: None
    process = begin_manage(environment, "collectstatic", "--no-input", "-v", "0")

    def wait() -> None:
        succeed(process)
        seen.write_text(now)

    return wait


def prepare_database(environment: Environment) -> None:
    """Migrate when the code asks for another database; load the district into a new one."""
    seen = VAR / "prepared"  # for which database, by which code
    now = f"{environment['DATABASE_URL']} {schema_key()}"
    if not seen.exists() or seen.read_text() != now or "DATABASE_URL" in os.environ:
        say("Preparing the database (the first time takes half a minute)")
        succeed(
            begin_manage({**environment, "DATABASE_AS_OWNER": "1"}, "prepare_database", "-v", "0")
        )
    if is_empty(environment["DATABASE_OWNER_URL"]):
        say("Loading the demo district")
        succeed(begin_manage(environment, "load_demo"))
    seen.write_text(now)


def begin_manage(environment: Environment, *command: str) -> subprocess.Popen[bytes]:
    return servers.launch([sys.executable, "manage.py", *command], cwd=ROOT, env=environment)


def succeed(process: subprocess.Popen[bytes]) -> None:
    """Wait for a command that must not fail."""
    try:
        if process.wait():
            raise subprocess.CalledProcessError(process.returncode, process.args)
    finally:
        servers.stop(process, signal.SIGTERM, patience=5)


def is_empty(address: str) -> bool:
    with psycopg.connect(address) as connection:
        return connection.execute("SELECT FROM people_unit LIMIT 1").fetchone() is None


def secret_key() -> str:
    file = VAR / "secret-key"
    if not file.exists():
        with open(os.open(file, os.O_WRONLY | os.O_CREAT, 0o600), "w") as opened:
            opened.write(secrets.token_urlsafe(64))
    return file.read_text()


def check_port(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise servers.ServerFailed(
                f"Port {port} is taken. Choose another one: make demo PORT={port + 1}"
            ) from None


def wait_for_page(address: str, web: Part) -> None:
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and web.process.poll() is None:
        with suppress(urllib.error.URLError, OSError), urllib.request.urlopen(address, timeout=5):
            return
        time.sleep(0.1)
    raise servers.ServerFailed(f"The site did not come up. See {VAR / 'log' / 'web.log'}")


def revive(parts: list[Part]) -> None:
    """Start a part that died again, as a service manager would; give up when it keeps dying."""
    for part in parts:
        if part.process.poll() is None:
            continue
        now = time.monotonic()
        part.deaths = [*(at for at in part.deaths if now - at < 60), now]
        if len(part.deaths) > 5:
            raise servers.ServerFailed(f"{part.name} keeps stopping. See {VAR}")
        say(f"{part.name} stopped; starting it again")
        part.start()


def end(parts: list[Part]) -> None:
    """Stop programs together, then the servers they used; a second Ctrl-C changes nothing."""
    for how in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(how, signal.SIG_IGN)
    if parts:
        say("\nStopping")
    programs = [part for part in parts if part.name in {"worker", "beat", "web"}]
    for part in programs:
        if part.process.poll() is None:
            part.process.send_signal(part.how_to_stop)
    for part in [*programs, *(part for part in reversed(parts) if part not in programs)]:
        servers.stop(part.process, part.how_to_stop, patience=15)


def names() -> list[str]:
    """By what one can reach the site; others need the machine's name when it is open to them."""
    host = os.environ.get("HOST", "127.0.0.1")
    if host in {"0.0.0.0", "::", ""}:
        return ["127.0.0.1", socket.gethostname()]
    return [f"[{host}]" if ":" in host and not host.startswith("[") else host]


def greet(addresses: list[str], seconds: float) -> None:
    say(f"\nNyttiggjort is ready after {seconds:.0f} s: {' or '.join(addresses)}")
    say(f"Log in there with one click, or by e-mail with the password {PASSWORD}:")
    for name, role in ACCOUNTS.items():
        say(f"  {name + '@demo.example':29} {role}")
    say(f"E-mail it sends is put in {VAR / 'mail'}; logs are in {VAR / 'log'}.")
    say("Ctrl-C stops everything; the data is kept (make demo-reset throws it away).\n")


def reset() -> int:
    if "DATABASE_URL" in os.environ:
        say("DATABASE_URL names a database of your own; it is not touched.")
        return 1
    for folder in (*servers.data_folders(VAR / "postgres"), VAR / "valkey", VAR / "files"):
        shutil.rmtree(folder, ignore_errors=True)
    shutil.rmtree(VAR / "mail", ignore_errors=True)
    (VAR / "prepared").unlink(missing_ok=True)
    say("The demo's data is gone. `make demo` begins again.")
    return 0


def only_one() -> IO[str]:
    lock = (VAR / "demo.lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        sys.exit("The demo of this checkout is running already. Stop it first (Ctrl-C).")
    return lock


def _stop(_number: int, _frame: object) -> NoReturn:
    raise Stopped


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    sys.exit(main())
