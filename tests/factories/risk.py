"""The least valid risk."""

from typing import Any

from portfolio.models import Project, Risk
from portfolio.services import risk as services


def make_risk(project: Project, **facts: Any) -> Risk:
    return services.add_risk(
        project,
        {"kind": "risk", "event": "Ansatte slutter", "likelihood": 3, "impact": 3, **facts},
        by=facts.get("owner") or project.leader,
    )
