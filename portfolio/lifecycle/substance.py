"""Words and states of what a project is made of: factors, alternatives, tests, documents."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class FactorState(TextChoices):
    """How sure we are that a critical factor will hold."""

    NOT_SECURED = "not_secured", _("Ikke sikret")
    UNCERTAIN = "uncertain", _("Usikker")
    SECURED = "secured", _("Sikret")


class RoundOutcome(TextChoices):
    """What a test round said about its hypothesis."""

    OPEN = "open", _("Pågår")
    HELD = "held", _("Hypotesen holdt")
    PARTLY = "partly", _("Holdt delvis")
    FAILED = "failed", _("Holdt ikke")


class DocumentKind(TextChoices):
    MANDATE = "mandate", _("Mandat")
    PLAN = "plan", _("Plan")
    REPORT = "report", _("Rapport")
    MINUTES = "minutes", _("Referat")
    CONTRACT = "contract", _("Avtale")
    ANALYSIS = "analysis", _("Analyse")
    PROCESS = "process", _("Prosessbeskrivelse")
    OTHER = "other", _("Annet")


class ReportPart(TextChoices):
    """The sections of a phase report, in the order they are printed."""

    SUMMARY = "summary", _("Kort sagt")
    GOALS = "goals", _("Mål og resultat")
    CONCLUSIONS = "conclusions", _("Konklusjoner")
    FACTORS = "factors", _("Kritiske faktorer")
    ALTERNATIVES = "alternatives", _("Alternativer")
    TESTS = "tests", _("Testrunder")
    DELIVERABLES = "deliverables", _("Leveranser")
    PARTICIPATION = "participation", _("Medvirkning")
    MONEY = "money", _("Økonomi")
    BENEFITS = "benefits", _("Gevinster")
    RISKS = "risks", _("Risiko")
    LESSONS = "lessons", _("Lærdom")
    NEXT = "next", _("Plan for neste fase")
