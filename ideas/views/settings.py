"""How fast each unit promises to answer, and whether new ideas show at once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ideas import services
from ideas.forms.idea import SettingsForm
from ideas.models import DEFAULT_ANSWER_DAYS, IdeaSettings
from organisation.errors import DomainError
from organisation.people.models import Unit
from organisation.permissions import authorize
from organisation.web.pages import Request, render_page

INDENT = "\N{EM SPACE}"  # for each step down the tree


@require_safe
def settings_list(request: Request) -> HttpResponse:
    """Every unit with what it promises: of its own, or from the unit above."""
    units = list(Unit.objects.visible_to(request.user).active().in_tree_order())
    own = {row.unit_id: row for row in IdeaSettings.objects.filter(unit__in=units)}
    rows = []
    holds: dict[int, IdeaSettings | None] = {}
    for unit in units:
        holds[unit.pk] = own.get(unit.pk) or holds.get(unit.parent_id or 0)
        may_change = request.user.has_perm("ideas.change_settings", unit)
        rows.append((unit, holds[unit.pk], unit.pk in own, may_change, INDENT * unit.depth))
    context = {"rows": rows, "usual_days": DEFAULT_ANSWER_DAYS}
    return render_page(request, "ideas/settings_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def settings_edit(request: Request, unit_pk: int) -> HttpResponse:
    unit = get_object_or_404(Unit.objects.visible_to(request.user).active(), pk=unit_pk)
    authorize(request.user, "ideas.change_settings", unit)
    now = IdeaSettings.nearest(unit)
    version = now.version if now.unit_id == unit.pk and now.pk else 0
    initial = {name: getattr(now, name) for name in SettingsForm.Meta.fields}
    initial |= {"version": version, "open_form": now.open_form and now.unit_id == unit.pk}
    form = SettingsForm(request.POST or None, initial=initial)
    if form.is_valid():
        try:
            services.save_settings(unit, **form.cleaned_data, by=request.user)
        except DomainError as refusal:
            form.add_error(None, refusal.message)
        else:
            messages.success(request, _("Innstillingene for %(unit)s er lagret.") % {"unit": unit})
            return redirect("ideas:settings_list")
    context = {"unit": unit, "form": form, "now": now if now.unit_id == unit.pk else None}
    return render_page(request, "ideas/settings.html", context)
