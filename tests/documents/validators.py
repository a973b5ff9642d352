"""What other people's programs say about a PDF of ours. veraPDF stands in vera.py.

What is excused is named with its reason, as narrowly as it can be told.
"""

import subprocess
from pathlib import Path

import outloud
from pdfua.rules import RuleRegistry, default_registry
from pdfua.validator import validate

# Rule of outloud, words of its finding, why we do not follow it.
EXCUSED = [
    # WeasyPrint prints the foot of each page as marked content outside the tree, so nothing reads
    # it aloud. outloud takes all marked content for tagged; veraPDF accepts it.
    ("PAG-001", "running header or footer line(s) are tagged"),
    # A list's numbers are painted after the text beside them. Readers follow the tree, where they
    # come first.
    ("ORD-001", "paint tagged content out of tag-tree order"),
    # A table whose rows each give one or two facts has about as many heads as cells. Every head has
    # its scope, which veraPDF and pdfua look at.
    ("TBL-010", "header cells look shredded"),
]
# Compares with the file the PDF was mended from, or was never written.
NOT_ASKED = {"SEM-001", "SEM-002", "SEM-003", "HDG-004", "ORD-002"}
# It stops at the first heading, on every PDF: pikepdf 10 has no `Object.is_integer`.
BROKEN_IN_PDFUA = "UA-14-001"


def tool(*command: str) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def by_outloud(pdf: Path) -> list[str]:
    """Errors and warnings, without what is excused."""
    result = outloud.check(str(pdf))
    assert not result.error
    asked = {run.rule for run in result.runs if run.status in ("ran", "not-applicable")}
    assert {run.rule for run in result.runs} - asked <= NOT_ASKED
    return [
        f"{found.rule} on page {found.page}: {found.message}"
        for found in result.sorted_findings()
        if found.severity != "info"
        and not any(found.rule == rule and words in found.message for rule, words in EXCUSED)
    ]


def by_pdfua(pdf: Path) -> list[str]:
    """What the rules that work find."""
    rules = RuleRegistry([rule for rule in default_registry() if rule.id != BROKEN_IN_PDFUA])
    outcomes = validate(str(pdf), rules).outcomes
    assert [each.rule_id for each in outcomes if each.skipped_reason] == []
    return [f"{each.rule_id}: {found.message}" for each in outcomes for found in each.findings]


def by_poppler_and_qpdf(pdf: Path) -> list[str]:
    """Whether syntax holds, every font is ours and embedded, it is tagged and carries no file."""
    found = []
    if "No syntax or stream encoding errors" not in tool("qpdf", "--check", str(pdf)):
        found.append("qpdf finds errors")
    fonts = [line.split() for line in tool("pdffonts", str(pdf)).splitlines()[2:]]
    if not fonts or any(line[-5:-2] != ["yes", "yes", "yes"] for line in fonts):
        found.append(f"not embedded, subset and readable: {fonts}")
    if any("+Print-" not in line[0] for line in fonts):
        found.append(f"a font of this machine slipped in: {fonts}")
    lines = tool("pdfinfo", str(pdf)).splitlines()
    facts = dict(line.split(":", 1) for line in lines if ":" in line)
    said = {name: facts[name].strip() for name in ("Tagged", "Encrypted")}
    if said != {"Tagged": "yes", "Encrypted": "no"}:
        found.append(str(said))
    if not facts["Page size"].strip().startswith("595.276 x 841.89"):
        found.append(facts["Page size"])
    if tool("pdfdetach", "-list", str(pdf)).split() != ["0", "embedded", "files"]:
        found.append("it carries a file")
    return found
