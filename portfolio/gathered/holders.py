"""What documents of this floor are made from, read with what its name and address need."""

from organisation.registries import document_holders
from portfolio.models import PhaseReport, SteeringMeeting


def register() -> None:
    document_holders.add(
        "portfolio.phasereport", PhaseReport.objects.select_related("project", "phase").all
    )
    document_holders.add(
        "portfolio.steeringmeeting", SteeringMeeting.objects.select_related("project").all
    )
