"""The form of a district's cases: picked, edited, gone back to. Every change is a new version.

A case keeps the version it was made with.
"""

from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from organisation.audit.tracking import acting, freeze
from organisation.errors import DomainError, Stale
from organisation.files.models import Document
from organisation.files.services import order_document, store
from organisation.people.models import Person, Unit
from reports.models import CaseTemplate, Committee
from reports.models.committee import valid_pattern
from reports.sample import sample_context
from reports.services.making import install_forms
from reports.standard_forms import FORMS, in_nynorsk

PREVIEW = "case_form"
PAPER = "documents/board_case.html"
OWN_PREFIX = "{utvalg}"  # in a pattern: the committee's own abbreviation
# What a version holds; the rest says which version it is.
HOLDS = (
    "name",
    "language",
    "letterhead",
    "labels",
    "head",
    "blocks",
    "sections",
    "proposal_heading",
    "signature",
    "number_pattern",
    "are_sections_numbered",
    "phrases",
    "approvers",
    "docx_template",
)


@transaction.atomic
def pick_form(district: Unit, name: str, *, language: str = "nb", by: Person) -> CaseTemplate:
    """Let one of the forms that come with the product be the district's from now on.

    What the district has of its own stays: the municipality's name, who approves, its Word
    template. Raises DomainError for a form that is not there.
    """
    if name not in FORMS:
        raise DomainError(_("Velg et av skjemaene."))
    install_forms(district, by=by)  # the first time: the committees come with it
    current = _locked_current(district)
    form = deepcopy(FORMS[name].form)
    if language == "nn":
        form = in_nynorsk(form)
    if current is not None:
        form["letterhead"]["municipality"] = current.letterhead["municipality"]
        form["approvers"] = current.approvers
        form["docx_template"] = current.docx_template
    with acting(by, "reports.pick_form"):
        return _published(district, form, current, by)


@transaction.atomic
def revise_form(form: CaseTemplate, changes: Mapping[str, Any], *, by: Person) -> CaseTemplate:
    """A new version with `changes`, by name of field. The version that was edited stays.

    Raises Stale when another version has become the current one meanwhile, ValidationError when
    the numbers cannot be written as it says.
    """
    current = _locked_current(form.district)
    if current is None or current.pk != form.pk:
        raise Stale(
            _("Noen andre har endret malen mens du skrev. Det du skrev, er ikke borte."),
            current=current,
        )
    if "number_pattern" in changes:
        valid_pattern(changes["number_pattern"].replace(OWN_PREFIX, "BU"))
    held = {name: getattr(current, name) for name in HOLDS}
    wanted = {**held, **{name: value for name, value in changes.items() if name in HOLDS}}
    if wanted == held:
        return current
    with acting(by, "reports.revise_form"):
        return _published(form.district, wanted, current, by)


@transaction.atomic
def make_current(form: CaseTemplate, *, by: Person) -> CaseTemplate:
    """Go back to an earlier version; the cases made since keep theirs."""
    current = _locked_current(form.district)
    form = CaseTemplate.objects.select_for_update().get(pk=form.pk)
    if form.is_current:
        return form
    with acting(by, "reports.make_form_current"):
        if current is not None:
            current.is_current = False
            current.save(update_fields=["is_current"])
        form.is_current = True
        form.save(update_fields=["is_current"])
    return form


@transaction.atomic
def upload_word_template(form: CaseTemplate, upload: UploadedFile, *, by: Person) -> CaseTemplate:
    """A new version with the district's own Word template; raises ValidationError, Stale."""
    stored = store(upload, by=by)
    if not stored.content_type.endswith("wordprocessingml.document"):
        raise ValidationError(_("Velg en Word-fil (.docx)."))
    return revise_form(form, {"docx_template": stored}, by=by)


@transaction.atomic
def number_as(district: Unit, pattern: str, *, by: Person) -> int:
    """Let every committee of the district write its numbers as `pattern`; answers how many.

    `{utvalg}` in the pattern becomes the committee's own abbreviation.
    """
    changed = 0
    with acting(by, "reports.number_as"):
        rows = Committee.objects.select_for_update(of=("self",)).filter(district=district)
        for committee in rows.order_by("pk"):
            own = pattern.replace(OWN_PREFIX, committee.abbreviation)
            valid_pattern(own)
            if committee.number_pattern != own:
                committee.number_pattern, committee.version = own, committee.version + 1
                committee.save(update_fields=["number_pattern", "version"])
                changed += 1
    return changed


@transaction.atomic
def order_preview(form: CaseTemplate, *, by: Person) -> Document:
    """The sample case as a PDF in this version of the form."""
    context = sample_context(form)
    _frozen, checksum = freeze(context)
    return order_document(
        kind=PREVIEW,
        template=PAPER,
        context=context,
        key=f"case-form-{form.pk}-{checksum}",
        title=_("Prøvesak i %(form)s, versjon %(n)s") % {"form": form.name, "n": form.version},
        holder=form,
        by=by,
    )


def _locked_current(district: Unit) -> CaseTemplate | None:
    """The current version, while nobody else can publish in the district."""
    Unit.objects.select_for_update(of=("self",)).get(pk=district.pk)
    return CaseTemplate.objects.current_for(district.pk)


def _published(
    district: Unit, form: Mapping[str, Any], current: CaseTemplate | None, by: Person
) -> CaseTemplate:
    if current is not None:
        current.is_current = False
        current.save(update_fields=["is_current"])
    same = CaseTemplate.objects.filter(district=district, name=form["name"])
    last = same.aggregate(last=Max("version"))["last"] or 0
    return CaseTemplate.objects.create(
        district=district, version=last + 1, made_by=by, **_plain(dict(form))
    )


def _plain(form: dict[str, Any]) -> dict[str, Any]:
    """Translated words as text: a form is data."""
    return {
        name: str(value) if isinstance(value, Promise) else value for name, value in form.items()
    }
