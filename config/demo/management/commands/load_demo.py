"""`manage.py load_demo`: fill an empty demo installation with Bydel Alna."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from organisation.people.models import Unit


class Command(BaseCommand):
    help = "Fills an empty demo installation. Refuses anywhere else: its passwords are known."

    def handle(self, *args: Any, **options: Any) -> None:
        from config.demo.load import load

        if not settings.DEMO:
            raise CommandError("load_demo only runs where DEMO is set.")
        if Unit.objects.exists():
            raise CommandError("The installation has data already.")
        load()
