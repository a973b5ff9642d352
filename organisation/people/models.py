"""Units, the people in them, their roles, and the registers that every floor points to."""

from collections.abc import Callable, Hashable
from functools import cached_property
from typing import Any, ClassVar, Self, TypeVar, cast

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation import days, permissions
from organisation.audit.tracking import tracked
from organisation.people.fields import LtreeField
from organisation.people.grants import Grants, granted_units, read_grants
from organisation.sorting import norwegian_key

Found = TypeVar("Found")


class UnitKind(models.TextChoices):
    BYDEL = "bydel", _("Bydel")
    AVDELING = "avdeling", _("Avdeling")
    ENHET = "enhet", _("Enhet")


def path_step(unit_id: int) -> str:
    """A unit's label in a path, padded so that paths sort in the order units were made."""
    return f"{unit_id:09}"


class UnitQuerySet(models.QuerySet["Unit"]):
    def visible_to(self, person: "Person") -> Self:
        """Units are known to everybody who belongs to the district."""
        return self.filter(district__in=person.grants.districts)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def in_tree_order(self) -> Self:
        """Each unit after the one above it, brothers and sisters in the order they were made."""
        return self.order_by("path")


@tracked(exclude=("name_key",))
class Unit(models.Model):
    """A place in the organisation. The top of each tree is a district (bydel or municipality)."""

    Kind = UnitKind
    parent = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("ligger under"),
    )
    district = models.ForeignKey("self", models.PROTECT, related_name="units")
    path = LtreeField(unique=True, editable=False)
    kind = models.CharField(_("slag"), max_length=10, choices=UnitKind)
    name = models.CharField(_("navn"), max_length=120)
    name_key = norwegian_key("name")
    slug = models.SlugField(max_length=40, blank=True)  # of a district, stands in addresses
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = _("enhet")
        verbose_name_plural = _("enheter")
        constraints = [
            models.CheckConstraint(
                name="people_unit_top_is_district",
                condition=(
                    models.Q(kind=UnitKind.BYDEL, parent=None, district=models.F("id"))
                    | models.Q(parent__isnull=False) & ~models.Q(kind=UnitKind.BYDEL)
                ),
            ),
            models.CheckConstraint(
                name="people_unit_kind", condition=models.Q(kind__in=UnitKind.values)
            ),
            # What composite foreign keys from everything in a district point to.
            models.UniqueConstraint(fields=["id", "district"], name="people_unit_id_district"),
            models.UniqueConstraint(
                fields=["slug"], name="people_unit_slug", condition=~models.Q(slug="")
            ),
            models.UniqueConstraint(
                "parent",
                Lower("name"),
                name="people_unit_name",
                violation_error_message=_("Det finnes alt en enhet med dette navnet her."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:unit", args=[self.pk])

    @property
    def unit_id(self) -> int:
        """A unit stands under its own roles, as what belongs to it does."""
        return self.pk

    @property
    def depth(self) -> int:
        return self.path.count(".")

    @property
    def lineage(self) -> list[int]:
        """Ids from the district down to the unit itself; a role on any of them holds here."""
        return [int(step) for step in self.path.split(".")]


class InDistrict(models.Model):
    """Something that belongs to a unit and, the same for all of it, to the unit's district.

    A composite foreign key (migration operation KeepDistrict) holds the two together.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("enhet"))
    district = models.ForeignKey(Unit, models.PROTECT, related_name="+", editable=False)

    class Meta:
        abstract = True


class Role(models.TextChoices):
    """What a person may be on a unit; it holds for the units below as well."""

    ADVISER = "adviser", _("Innovasjonsrådgiver")
    MANAGER = "manager", _("Leder")
    DIRECTOR = "director", _("Bydelsdirektør")
    SECRETARIAT = "secretariat", _("Sekretariat")
    BOARD_MEMBER = "board_member", _("Medlem av bydelsutvalget")
    ADMINISTRATOR = "administrator", _("Administrator")


class PersonQuerySet(models.QuerySet["Person"]):
    def visible_to(self, person: "Person") -> Self:
        """Colleagues see each other; agrees with `people.view_person`."""
        if not person.is_active:
            return self.none()
        return self.filter(
            models.Q(district__in=person.grants.employee_districts)
            | models.Q(unit__in=person.grants.units_as(Role.ADMINISTRATOR))
            | models.Q(pk=person.pk)
        )

    def active(self) -> Self:
        return self.filter(is_active=True)

    def employees_of(self, district_id: int) -> Self:
        return self.filter(district=district_id, is_active=True, is_employee=True)

    def with_grants(self) -> Self:
        """Each with the unit, the district and what `grants` needs."""
        return self.select_related("district", "unit").annotate(granted=granted_units())


class PersonManager(BaseUserManager["Person"].from_queryset(PersonQuerySet)):  # type: ignore[misc]
    def get_by_natural_key(self, username: str | None) -> "Person":
        return self.get(email__iexact=username)


@tracked(exclude=("password", "last_login", "name_key"))
class Person(AbstractBaseUser, InDistrict):
    """Somebody who can log in, known by e-mail address and belonging to one unit."""

    email = models.EmailField(_("e-postadresse"), unique=True)
    name = models.CharField(_("navn"), max_length=120)
    name_key = norwegian_key("name")
    job_title = models.CharField(_("stilling"), max_length=120, blank=True)
    phone = models.CharField(_("telefon"), max_length=20, blank=True)
    is_employee = models.BooleanField(
        _("ansatt"), default=True, help_text=_("Folkevalgte og eksterne er ikke ansatt.")
    )
    # Somebody outside, of an organisation we work with: reads only what they are invited to.
    partner = models.ForeignKey(
        "people.Partner",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("samarbeidspart"),
    )
    is_active = models.BooleanField(_("kan logge inn"), default=True)
    is_installation_admin = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(auto_now_add=True)
    version = models.PositiveIntegerField(default=1)

    objects: ClassVar[PersonManager] = PersonManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("personer")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="people_person_email_ci"),
            models.CheckConstraint(
                name="people_person_outsider_is_not_employed",
                condition=models.Q(partner=None) | models.Q(is_employee=False),
                violation_error_message=_("En ekstern kan ikke være ansatt."),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:person", args=[self.pk])

    @property
    def is_outsider(self) -> bool:
        """Comes from a partner: belongs to no district, and reads only what one is invited to."""
        return self.partner_id is not None

    @cached_property
    def grants(self) -> Grants:
        """What the roles open; read once per instance, so once per request."""
        return read_grants(self)

    def has_perm(self, permission: str, thing: Any = None) -> bool:
        """Whether the person may do `permission` (with `thing`); KeyError for an unknown name.

        On a page of an earlier day one may only read.
        """
        if days.is_past() and not permissions.is_reading(permission):
            return False
        return self.is_active and permissions.allows(self, permission, thing)

    def once(self, name: Hashable, read: Callable[[], Found]) -> Found:
        """What `read` finds, read the first time only: the instance lives as long as a request.

        For facts about the person that several parts of one page ask for.
        """
        found: dict[Hashable, Any] = self.__dict__.setdefault("_found", {})
        if name not in found:
            found[name] = read()
        return cast("Found", found[name])

    def units_as(self, role: str) -> frozenset[int]:
        return self.grants.units_as(role)

    @property
    def title(self) -> str:
        """How the person is presented: the position when there is one, else the name."""
        return self.job_title or self.name


class RoleGrantQuerySet(models.QuerySet["RoleGrant"]):
    def visible_to(self, person: "Person") -> Self:
        """Who steers what is no secret among colleagues; agrees with `people.view_role`."""
        if not person.is_active:
            return self.none()
        return self.filter(
            models.Q(unit__district__in=person.grants.employee_districts)
            | models.Q(unit__in=person.grants.units_as(Role.ADMINISTRATOR))
            | models.Q(person=person)
        )


@tracked()
class RoleGrant(models.Model):
    """`person` has `role` on `unit` and on every unit below it."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="role_grants")
    unit = models.ForeignKey(Unit, models.CASCADE, related_name="role_grants")
    role = models.CharField(_("rolle"), max_length=15, choices=Role)

    objects = RoleGrantQuerySet.as_manager()

    class Meta:
        verbose_name = _("rolle")
        verbose_name_plural = _("roller")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "unit", "role"],
                name="people_rolegrant_once",
                violation_error_message=_("Personen har alt denne rollen her."),
            ),
            models.CheckConstraint(
                name="people_rolegrant_role", condition=models.Q(role__in=Role.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} – {self.unit}"

    @property
    def district_id(self) -> int:
        return self.unit.district_id


class DistrictRegisterQuerySet(models.QuerySet[Any]):
    """Registers that everybody in the district may read."""

    def visible_to(self, person: Person) -> Self:
        return self.filter(district__in=person.grants.districts)

    def active(self) -> Self:
        return self.filter(is_active=True)


@tracked(exclude=("name_key",))
class ServiceArea(models.Model):
    """Tjenesteområde: a field of services, such as Pleie og omsorg, often one department's."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="service_areas")
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("avdeling"),
        help_text=_("La stå tomt når området går på tvers."),
    )
    name = models.CharField(_("navn"), max_length=120)
    name_key = norwegian_key("name")
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = DistrictRegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("tjenesteområde")
        verbose_name_plural = _("tjenesteområder")
        constraints = [
            models.UniqueConstraint(
                "district",
                Lower("name"),
                name="people_servicearea_name",
                violation_error_message=_("Dette tjenesteområdet finnes alt."),
            )
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:service_area", args=[self.pk])


@tracked(exclude=("title_key",))
class Strategy(models.Model):
    """An adopted plan that projects answer to, with the case it was adopted in."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="strategies")
    title = models.CharField(_("tittel"), max_length=200)
    title_key = norwegian_key("title")
    owner = models.CharField(
        _("eier"), max_length=120, blank=True, help_text=_("Hvem som har vedtatt planen.")
    )
    case_reference = models.CharField(
        _("saksnummer"), max_length=40, blank=True, help_text=_("For eksempel BU-sak 15/13.")
    )
    first_year = models.PositiveSmallIntegerField(_("fra år"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("til år"), null=True, blank=True)
    adopted = models.CharField(
        _("vedtatt"), max_length=40, blank=True, help_text=_("Dato eller måned, slik den er kjent.")
    )
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = DistrictRegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("strategi")
        verbose_name_plural = _("strategier")
        constraints = [
            models.UniqueConstraint(
                "district",
                Lower("title"),
                name="people_strategy_title",
                violation_error_message=_("Denne strategien finnes alt."),
            ),
            models.CheckConstraint(
                name="people_strategy_years",
                condition=(
                    models.Q(first_year=None)
                    | models.Q(last_year=None)
                    | models.Q(last_year__gte=models.F("first_year"))
                ),
                violation_error_message=_("Siste år kan ikke komme før første år."),
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("people:strategy", args=[self.pk])


class StrategyGoalQuerySet(models.QuerySet["StrategyGoal"]):
    def visible_to(self, person: Person) -> Self:
        return self.filter(strategy__district__in=person.grants.districts)

    def in_force(self, first_year: int, last_year: int | None = None) -> Self:
        """Of plans in use that hold in any of the years; a plan without years always does."""
        rows = self.filter(strategy__is_active=True)
        rows = rows.exclude(strategy__first_year__gt=last_year or first_year)
        return rows.exclude(strategy__last_year__lt=first_year)


@tracked()
class StrategyGoal(models.Model):
    """One goal of a strategy, in the plan's own numbering."""

    strategy = models.ForeignKey(Strategy, models.CASCADE, related_name="goals")
    number = models.CharField(_("nummer"), max_length=10)
    text = models.CharField(_("mål"), max_length=400)

    objects = StrategyGoalQuerySet.as_manager()

    class Meta:
        verbose_name = _("planmål")
        verbose_name_plural = _("planmål")
        ordering = ["strategy", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["strategy", "number"],
                name="people_strategygoal_number",
                violation_error_message=_("Nummeret er brukt i denne strategien."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text}"

    @property
    def district_id(self) -> int:
        return self.strategy.district_id


class PartnerKind(models.TextChoices):
    PUBLIC = "public", _("Offentlig")
    VOLUNTARY = "voluntary", _("Frivillig")
    PRIVATE = "private", _("Privat")
    ACADEMIA = "academia", _("Forskning og utdanning")
    USERS = "users", _("Brukergruppe")


@tracked(exclude=("name_key",))
class Partner(models.Model):
    """An organisation we work with; its role is told per project."""

    Kind = PartnerKind
    district = models.ForeignKey(Unit, models.PROTECT, related_name="partners")
    name = models.CharField(_("navn"), max_length=160)
    name_key = norwegian_key("name")
    kind = models.CharField(_("slag"), max_length=10, choices=PartnerKind)
    organisation_number = models.CharField(
        _("organisasjonsnummer"),
        max_length=9,
        blank=True,
        validators=[RegexValidator(r"^\d{9}$", _("Et organisasjonsnummer har ni sifre."))],
    )
    description = models.CharField(_("hva de gjør"), max_length=300, blank=True)
    is_active = models.BooleanField(_("i bruk"), default=True)
    version = models.PositiveIntegerField(default=1)

    objects = DistrictRegisterQuerySet.as_manager()

    class Meta:
        verbose_name = _("samarbeidspart")
        verbose_name_plural = _("samarbeidsparter")
        constraints = [
            models.UniqueConstraint(
                "district",
                Lower("name"),
                name="people_partner_name",
                violation_error_message=_("Denne samarbeidsparten finnes alt."),
            ),
            models.CheckConstraint(
                name="people_partner_kind", condition=models.Q(kind__in=PartnerKind.values)
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("people:partner", args=[self.pk])


class Part(models.TextChoices):
    """Parts of the product that a district turns on or off."""

    MERGING = "merging", _("Slå sammen idéer med samtykke")
    OUTSIDERS = "outsiders", _("Eksterne som inviteres til idéer")
    SUGGESTED_LIST = "suggested_list", _("Forslag til prioritering fra maskinen")
    OWN_MEETINGS = "own_meetings", _("Egne møter med innkalling og protokoll")


# What holds in a district that has not chosen.
ON_FROM_THE_START = frozenset({Part.OUTSIDERS, Part.SUGGESTED_LIST})


@tracked()
class PartChoice(models.Model):
    """That a district has chosen to have a part of the product, or not to."""

    district = models.ForeignKey(Unit, models.CASCADE, related_name="+")
    part = models.CharField(_("del"), max_length=20, choices=Part)
    is_on = models.BooleanField(_("i bruk"))

    class Meta:
        verbose_name = _("del av løsningen")
        verbose_name_plural = _("deler av løsningen")
        constraints = [
            models.UniqueConstraint(fields=["district", "part"], name="people_partchoice_once"),
            models.CheckConstraint(
                name="people_partchoice_part", condition=models.Q(part__in=Part.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_part_display()}: {self.is_on}"


class NumberSeries(models.Model):
    """The last number given out in a district and year; one row per kind of thing."""

    district = models.ForeignKey(Unit, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20)
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["district", "kind", "year"], name="people_numberseries_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"
