"""A paper somebody ordered, a figure of a unit, and a file with figures."""

from decimal import Decimal
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from organisation.files.services import store
from portfolio.models import PortfolioPaper, UnitFigure


def add(world: Any) -> None:
    adviser = world.people["adviser"]
    world.paper = PortfolioPaper.objects.create(
        unit=world.alna,
        district=world.alna,
        kind=PortfolioPaper.Kind.PIECES,
        title="Tertialrapport",
        as_of=timezone.localdate(),
        parts=["enheter"],
        ordered_by=adviser,
    )
    world.unit_figure = UnitFigure.objects.create(
        unit=world.care,
        district=world.alna,
        year=2026,
        tertial=1,
        kind=UnitFigure.Kind.DEVIATIONS,
        value=Decimal(12),
        entered_by=adviser,
    )
    upload = SimpleUploadedFile("tall.csv", b"Enhet;Avvik meldt\nHjemmetjenesten;12\n")
    world.figures_file = store(upload, by=adviser)
