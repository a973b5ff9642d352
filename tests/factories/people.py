"""The least valid people, units and registers. `alna` and `nabo` are the two districts."""

import factory
from factory.django import DjangoModelFactory

from organisation.people import services
from organisation.people.models import (
    Partner,
    PartnerKind,
    Person,
    Role,
    RoleGrant,
    ServiceArea,
    Strategy,
    Unit,
    UnitKind,
)

PASSWORD = "nyttiggjort"


class UnitFactory(DjangoModelFactory):
    """A unit right under its `parent`, the district by default."""

    class Meta:
        model = Unit

    name = factory.Sequence(lambda n: f"Enhet {n}")
    kind = UnitKind.ENHET

    @classmethod
    def _create(cls, model_class, *args, parent, name, kind):
        return services.create_unit(parent, name, kind=kind)


class PersonFactory(DjangoModelFactory):
    """An employee of `unit` without roles; `roles={Role.ADVISER: unit}` or `role=Role.ADVISER`."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@eksempel.no")
    name = factory.Sequence(lambda n: f"Person {n}")
    unit: Unit
    district_id = factory.SelfAttribute("unit.district_id")
    password = "!"  # cannot log in with a password; tests log in by session

    @factory.post_generation
    def role(self, create, role, **kwargs):
        if role:
            RoleGrant.objects.create(person=self, unit=self.unit, role=role)

    @factory.post_generation
    def roles(self, create, roles, **kwargs):
        for each, unit in (roles or {}).items():
            RoleGrant.objects.create(person=self, unit=unit, role=each)


class ServiceAreaFactory(DjangoModelFactory):
    class Meta:
        model = ServiceArea

    name = factory.Sequence(lambda n: f"Tjenesteområde {n}")


class StrategyFactory(DjangoModelFactory):
    class Meta:
        model = Strategy

    title = factory.Sequence(lambda n: f"Strategisk plan {n}")


class PartnerFactory(DjangoModelFactory):
    class Meta:
        model = Partner

    name = factory.Sequence(lambda n: f"Samarbeidspart {n}")
    kind = PartnerKind.VOLUNTARY


def open_districts() -> tuple[Unit, Unit]:
    """Two districts, as in every test: what is right in one must stay out of the other."""
    return (
        services.open_district("Bydel Alna", slug="alna"),
        services.open_district("Bydel Nabo", slug="nabo"),
    )


def person_as(role: Role, unit: Unit, **details) -> Person:
    """A person with one role on `unit`."""
    return PersonFactory(unit=unit, role=role, **details)
