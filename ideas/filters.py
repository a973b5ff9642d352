"""What a list of ideas can be narrowed by, and sorted by."""

from typing import Any

import django_filters
from django import forms
from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ideas.lifecycle import OFFERED_OUTCOMES, OPEN_STATES, State
from ideas.models import DrivingForce, Idea
from ideas.models.campaign import Campaign
from ideas.models.support import Follow, Support
from ideas.queries.choices import choices_seen_by, named
from ideas.queries.listed import first_promise, is_used
from ideas.queries.triage import work_choices_for
from organisation.people.models import Unit
from organisation.search.queries import clean, hits_in, ranked
from organisation.search.words import split_words
from organisation.web.forms import DAY_FORMATS, DayInput
from organisation.web.lists import Sort

SORTS = (
    Sort("nyest", _("Nyest"), ("-submitted_at",)),
    Sort("frist", _("Svarfrist"), ("promised_by",)),
    Sort("tittel", _("Tittel"), ("title_key",)),
)
# Only when something was searched for.
BY_RELEVANCE = Sort("treff", _("Best treff"), ("-rank",))

BY_SUPPORT = Sort("stotte", _("Mest støttet"), ("-support_count", "-submitted_at"))

MINE = (
    ("meg", _("Mine idéer")),
    ("folger", _("Dem jeg følger")),
    ("stotter", _("Dem jeg støtter")),
    ("behandler", _("Dem jeg behandler")),
)
KEPT = (
    ("holdt", _("Besvart innen fristen")),
    ("brutt", _("Besvart etter fristen")),
    ("besvart", _("Har fått svar")),
    ("venter", _("Venter på svar")),
    ("over", _("Venter, over fristen")),
)
YEARS = 8  # back, to choose among
HANDLERS = (("meg", _("Meg")), ("ingen", _("Ingen")))
MARKED = (
    ("over", _("Over lovet svarfrist")),
    ("avklaring", _("Til avklaring")),
    ("avklaring-over", _("Avklaring over frist")),
    ("kortliste", _("På kortlisten")),
    ("uvurdert", _("Ikke vurdert av meg")),
)


def units_of(request: Any) -> QuerySet[Unit]:
    return Unit.objects.visible_to(request.user).active().in_tree_order()


def campaigns_of(request: Any) -> QuerySet[Campaign]:
    return Campaign.objects.visible_to(request.user).order_by("-opens_at", "pk")


class UnitFilter(django_filters.ModelChoiceFilter):
    """A unit and everything below it."""

    def filter(self, rows: QuerySet[Idea], unit: Unit | None) -> QuerySet[Idea]:
        if unit is None:
            return rows
        below = Unit.objects.filter(pk=OuterRef("unit"), path__below=unit.path)
        return rows.filter(Exists(below))


class IdeaFilter(django_filters.FilterSet):
    q = django_filters.CharFilter(
        label=_("Søk i idéene"), method="search", widget=forms.TextInput(attrs={"type": "search"})
    )
    enhet = django_filters.ChoiceFilter(
        label=_("Enhet"), method="in_unit", empty_label=_("Alle enheter")
    )
    omrade = django_filters.ChoiceFilter(
        field_name="service_area", label=_("Tjenesteområde"), empty_label=_("Alle områder")
    )
    tilstand = django_filters.ChoiceFilter(
        field_name="state", label=_("Tilstand"), choices=State, empty_label=_("Alle tilstander")
    )
    utfall = django_filters.ChoiceFilter(
        field_name="outcome",
        label=_("Utfall"),
        empty_label=_("Alle utfall"),
        choices=[(outcome.value, outcome.label) for outcome in OFFERED_OUTCOMES],
    )
    vis = django_filters.ChoiceFilter(
        label=_("Vis"), method="mine", choices=MINE, empty_label=_("Alles idéer")
    )

    idesok = django_filters.ChoiceFilter(
        field_name="campaign", label=_("Idésøk"), empty_label=_("Alle idésøk")
    )
    floke = django_filters.ChoiceFilter(
        field_name="challenge", label=_("Floke"), empty_label=_("Alle floker")
    )
    drivkraft = django_filters.ChoiceFilter(
        field_name="driving_force",
        label=_("Drivkraft"),
        choices=DrivingForce,
        empty_label=_("Alle drivkrefter"),
    )
    fra = django_filters.DateFilter(
        field_name="submitted_at",
        lookup_expr="date__gte",
        label=_("Innmeldt fra"),
        widget=DayInput(attrs={"type": "date"}),
        input_formats=DAY_FORMATS,
    )
    til = django_filters.DateFilter(
        field_name="submitted_at",
        lookup_expr="date__lte",
        label=_("Innmeldt til"),
        widget=DayInput(attrs={"type": "date"}),
        input_formats=DAY_FORMATS,
    )
    frist = django_filters.ChoiceFilter(
        label=_("Svarfristen"), method="kept", choices=KEPT, empty_label=_("Alle")
    )
    brukt = django_filters.ChoiceFilter(
        label=_("Nyttiggjort"),
        method="put_to_use",
        choices=[("ja", _("Tatt i bruk"))],
        empty_label=_("Alle"),
    )

    class Meta:
        model = Idea
        fields: tuple[str, ...] = ()

    folded = ("omrade", "idesok", "floke", "drivkraft", "fra", "til", "frist", "brukt")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices_seen_by(self.request.user)
        for kind in ("enhet", "omrade", "idesok", "floke"):
            self.filters[kind].extra["choices"] = named(kind, self.choices[kind])

    def in_unit(self, rows: QuerySet[Idea], name: str, value: str) -> QuerySet[Idea]:
        """In the unit, or anywhere below it."""
        path = next(unit.order for unit in self.choices["enhet"] if unit.pk == int(value))
        return rows.filter(unit__path__below=path)

    def search(self, rows: QuerySet[Idea], name: str, value: str) -> QuerySet[Idea]:
        if not split_words(clean(value)):
            return rows
        found = ranked(rows, clean(value), headline=("need", "proposal", "reply"))
        return found.annotate(title_hit=hits_in("title", clean(value)))

    def mine(self, rows: Any, name: str, value: str) -> QuerySet[Idea]:
        person = self.request.user
        if value == "meg":
            return rows.by_author(person)
        if value == "folger":
            return rows.filter(Exists(Follow.objects.filter(idea=OuterRef("pk"), person=person)))
        if value == "stotter":
            return rows.filter(Exists(Support.objects.filter(idea=OuterRef("pk"), person=person)))
        return rows.filter(handler=person)

    def kept(self, rows: Any, name: str, value: str) -> QuerySet[Idea]:
        """By the first promise and the first answer; what came after is another story."""
        if value == "over":
            return rows.overdue(timezone.localdate())
        if value == "venter":
            return rows.unanswered()
        given = rows.exclude(first_answered_at=None).alias(promise=first_promise())
        if value == "besvart":
            return given
        if value == "holdt":
            return given.filter(first_answered_at__date__lte=F("promise"))
        return given.filter(first_answered_at__date__gt=F("promise"))

    def put_to_use(self, rows: Any, name: str, value: str) -> QuerySet[Idea]:
        return rows.filter(is_used())


class StatisticsFilter(django_filters.FilterSet):
    """What the figures are counted over."""

    aar = django_filters.ChoiceFilter(
        label=_("År"), method="in_year", empty_label=_("Siste tolv måneder")
    )
    enhet = django_filters.ChoiceFilter(
        label=_("Enhet"), method="in_unit", empty_label=_("Alle enheter")
    )
    omrade = django_filters.ChoiceFilter(
        field_name="service_area", label=_("Tjenesteområde"), empty_label=_("Alle områder")
    )
    idesok = django_filters.ChoiceFilter(
        field_name="campaign", label=_("Idésøk"), empty_label=_("Alle idésøk")
    )

    class Meta:
        model = Idea
        fields: tuple[str, ...] = ()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = choices_seen_by(self.request.user)
        for kind in ("enhet", "omrade", "idesok"):
            self.filters[kind].extra["choices"] = named(kind, self.choices[kind])
        this_year = timezone.localdate().year
        years = [(str(year), str(year)) for year in range(this_year, this_year - YEARS, -1)]
        self.filters["aar"].extra["choices"] = [*years, ("alle", _("Alle år"))]

    in_unit = IdeaFilter.in_unit

    def in_year(self, rows: QuerySet[Idea], name: str, value: str) -> QuerySet[Idea]:
        """The view narrows by the period; what is chosen is only read here."""
        return rows


class TriageFilter(django_filters.FilterSet):
    """The work view is narrowed by what an adviser divides the work by."""

    q = IdeaFilter.base_filters["q"]
    enhet = django_filters.ChoiceFilter(
        label=_("Enhet"), method="below", empty_label=_("Alle enheter")
    )
    behandler = django_filters.ChoiceFilter(
        label=_("Behandler"), method="handled_by", choices=HANDLERS, empty_label=_("Alle")
    )
    vis = django_filters.ChoiceFilter(
        label=_("Vis"), method="marked", choices=MARKED, empty_label=_("Alt som venter")
    )
    tilstand = django_filters.ChoiceFilter(
        field_name="state",
        label=_("Tilstand"),
        empty_label=_("Uten svar"),
        choices=[(state.value, state.label) for state in OPEN_STATES],
    )
    omrade = django_filters.ChoiceFilter(
        label=_("Tjenesteområde"), method="placed_in", empty_label=_("Alle områder")
    )
    idesok = django_filters.ChoiceFilter(
        field_name="campaign", label=_("Idésøk"), empty_label=_("Alle idésøk")
    )

    class Meta:
        model = Idea
        fields: tuple[str, ...] = ()

    folded = ("tilstand", "omrade", "idesok")
    search = IdeaFilter.search

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found, me = work_choices_for(self.request.user), str(self.request.user.pk)
        offered = {
            "enhet": found.units,
            "behandler": [*HANDLERS, *(each for each in found.handlers if each[0] != me)],
            "omrade": [("ingen", _("Ikke plassert")), *found.areas],
            "idesok": found.campaigns,
        }
        for name, choices in offered.items():
            self.filters[name].extra["choices"] = choices

    def below(self, rows: QuerySet[Idea], name: str, value: str) -> QuerySet[Idea]:
        return rows.filter(unit__path__below=Unit.objects.get(pk=value).path)

    def handled_by(self, rows: QuerySet[Idea], name: str, value: str) -> QuerySet[Idea]:
        who = {"meg": self.request.user.pk, "ingen": None}
        return rows.filter(handler=who[value] if value in who else int(value))

    def placed_in(self, rows: QuerySet[Idea], name: str, value: str) -> QuerySet[Idea]:
        return rows.filter(service_area=None if value == "ingen" else int(value))

    def marked(self, rows: Any, name: str, value: str) -> QuerySet[Idea]:
        if value == "over":
            return rows.overdue(timezone.localdate())
        if value == "uvurdert":
            return rows.filter(is_assessed_by_me=False)
        if value == "kortliste":
            return rows.filter(is_listed=True)
        late = {"clarified_due__lt": timezone.localdate()} if value == "avklaring-over" else {}
        return rows.filter(clarified_due__isnull=False, **late)


class ReplyTemplateFilter(django_filters.FilterSet):
    utfall = django_filters.ChoiceFilter(
        field_name="outcome",
        label=_("Utfall"),
        empty_label=_("Alle utfall"),
        choices=[(outcome.value, outcome.label) for outcome in OFFERED_OUTCOMES],
    )
    bruk = django_filters.ChoiceFilter(
        field_name="is_active",
        label=_("Vis"),
        empty_label=_("Alle maler"),
        choices=[("True", _("I bruk")), ("False", _("Ikke i bruk"))],
    )
