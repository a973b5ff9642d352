"""Opens a district: `manage.py open_district "Bydel Alna" alna --email … --name …`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email, validate_slug
from django.db import transaction

from organisation.people import services
from organisation.people.models import Person, Role, Unit


class Command(BaseCommand):
    help = "Opens a district with its first administrator, who does the rest in the browser."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("district", help="its name, as people see it")
        parser.add_argument("slug", help="one short word that stands in addresses, for ever")
        parser.add_argument("--email", required=True, help="of the first administrator")
        parser.add_argument("--name", required=True, help="of the first administrator")

    @transaction.atomic
    def handle(self, *args: Any, district: str, slug: str, email: str, name: str, **_: Any) -> None:
        try:
            validate_slug(slug)
            validate_email(email)
        except ValidationError as wrong:
            raise CommandError(" ".join(wrong.messages)) from wrong
        if Unit.objects.filter(slug=slug).exists():
            raise CommandError(f"There is a district with the slug {slug} already.")
        if Person.objects.filter(email__iexact=email).exists():
            raise CommandError(f"There is a person with the address {email} already.")
        top = services.open_district(district, slug=slug)
        person = services.add_person(email=email, name=name, unit=top, by=None)
        services.grant_role(person, top, Role.ADMINISTRATOR, by=None)
        self.stdout.write(
            f"{district} is open. {name} chooses a password by «Glemt ditt passord?» on the log-in"
            f" page, or you set one: manage.py changepassword {person.email}"
        )
