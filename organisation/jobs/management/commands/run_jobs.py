"""Do what waits, without a broker: for an installation being filled, moved or mended."""

from typing import Any

from django.core.management.base import BaseCommand

from organisation.jobs import services


class Command(BaseCommand):
    help = "Run every job that is due, here and now, and order today's daily jobs first."

    def handle(self, *args: Any, **options: Any) -> None:
        services.sweep()
        self.stdout.write(f"{services.run_waiting()} jobs were run.")
