"""Install what `make demo` and `make test` need: run by the system's own Python, before anything.

Python packages go into .venv from the locked files, by hash. System libraries come from apt where
there is apt and we may use it; elsewhere the person is told what to install.
"""

from __future__ import annotations

import argparse
import ctypes.util
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
STAMP = VENV / "installed.json"
LOCKED = {
    "demo": ["requirements-local.txt"],
    "test": ["requirements-local.txt", "requirements-dev.txt"],
}

# WeasyPrint draws the PDFs with these; the font stands in for letters that ours lack.
PDF_PACKAGES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}
FONT_PACKAGE, FONT_FOLDER = "fonts-liberation2", Path("/usr/share/fonts/truetype/liberation2")
# The tests check PDFs with programs that are not ours.
CHECK_PACKAGES = {"qpdf": "qpdf", "poppler-utils": "pdftotext"}
# The same browser without windows and toolbars: each page of a test costs a fourth.
BROWSER_PACKAGE = "chromium-headless-shell"
JAXB_PACKAGE, JAXB_FILE = "libjaxb-java", Path("/usr/share/java/jaxb-runtime.jar")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("purpose", choices=sorted(LOCKED))
    purpose = parser.parse_args().purpose
    if sys.version_info < (3, 11):  # noqa: UP036 - this file is run by whatever Python is there
        sys.exit(
            f"Nyttiggjort needs Python 3.11 or newer; this is {platform.python_version()}."
            "\nName another one like this: make demo PYTHON=python3.12"
        )
    if sys.platform == "win32":
        sys.exit("On Windows, use WSL (Windows Subsystem for Linux) and run the command there.")
    install_system_packages(missing_packages(purpose))
    install_python_packages(purpose)
    if purpose == "test" and not find_chromium():
        install_chromium()


def missing_packages(purpose: str) -> list[str]:
    """The names of Debian's packages for what is not on this machine."""
    missing = []
    if not PYTHON.exists() and importlib.util.find_spec("ensurepip") is None:
        missing.append(f"python3.{sys.version_info.minor}-venv")
    missing += [p for p, library in PDF_PACKAGES.items() if not has_library(library)]
    if sys.platform == "linux" and not FONT_FOLDER.exists():
        missing.append(FONT_PACKAGE)
    if purpose == "test":
        missing += [p for p, program in CHECK_PACKAGES.items() if not shutil.which(program)]
        if sys.platform == "linux" and not JAXB_FILE.exists():
            missing.append(JAXB_PACKAGE)
        if is_debian() and not find_chromium():
            missing.append(BROWSER_PACKAGE)
    return missing


def has_library(name: str) -> bool:
    folders = [Path("/opt/homebrew/lib"), Path("/usr/local/lib")] if is_mac() else []
    return bool(ctypes.util.find_library(name)) or any(
        (folder / f"lib{name}.dylib").exists() for folder in folders
    )


def is_mac() -> bool:
    return sys.platform == "darwin"


def is_debian() -> bool:
    """Debian itself: Ubuntu's chromium is a snap, which the tests cannot drive."""
    release = Path("/etc/os-release")
    return release.exists() and "\nID=debian\n" in f"\n{release.read_text()}\n"


def install_system_packages(missing: list[str]) -> None:
    if not missing:
        return
    say(f"Missing on this machine: {', '.join(missing)}")
    if is_mac():
        say("On macOS: brew install pango qpdf poppler")
        say("Going on; until then PDFs cannot be made.")
        return
    prefix = [] if os.geteuid() == 0 else ["sudo"]
    if not shutil.which("apt-get") or (prefix and not shutil.which("sudo")):
        say("They cannot be installed from here. Ask an administrator for:")
        say(f"    apt-get install --no-install-recommends {' '.join(missing)}")
        if any(name.endswith("-venv") for name in missing):
            sys.exit(1)
        say("Going on; until then PDFs cannot be made.")
        return
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", "-y"]
    install = [*apt, "install", "--no-install-recommends", *missing]
    if subprocess.run(install, check=False, stdout=subprocess.DEVNULL).returncode:
        subprocess.run([*apt, "update"], check=False)  # a new machine has no package lists yet
        if subprocess.run(install, check=False, stdout=subprocess.DEVNULL).returncode:
            sys.exit(f"apt-get could not install {' '.join(missing)}; its words are above.")


def install_python_packages(purpose: str) -> None:
    wanted = {name: fingerprint(ROOT / name) for name in LOCKED[purpose]}
    try:
        installed = json.loads(STAMP.read_text()) if PYTHON.exists() else {}
    except (OSError, ValueError):
        installed = {}
    if wanted.items() <= installed.items():
        return
    if not PYTHON.exists():
        say("Making .venv")
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)
    file = LOCKED[purpose][-1]  # the last one holds what the others hold
    say(f"Installing the Python packages of {file}")
    command: list[str | Path] = [
        PYTHON,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
    ]
    command += ["--no-input", "--require-hashes", "-r", ROOT / file]
    if subprocess.run(command, check=False).returncode:
        sys.exit(f"pip could not install {file}; its words are above.")
    STAMP.write_text(json.dumps({**installed, **wanted}))


def fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes() + platform.python_version().encode()).hexdigest()


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    programs = (BROWSER_PACKAGE, "chromium", "google-chrome")
    return named or next((path for name in programs if (path := shutil.which(name))), None)


def install_chromium() -> None:
    """Where the system has no plain Chromium, Playwright brings its own."""
    say("Installing Playwright's Chromium")
    options = ["--with-deps"] if sys.platform == "linux" else []
    subprocess.run([PYTHON, "-m", "playwright", "install", *options, "chromium"], check=True)


def say(text: str) -> None:
    print(text, flush=True)


if __name__ == "__main__":
    main()
