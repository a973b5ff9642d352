"""The parts of the product a district turns on or off."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from organisation.people.models import Part, Unit
from organisation.people.parts import choose_parts, parts_of
from organisation.permissions import authorize
from organisation.web.forms import Form
from organisation.web.pages import Request, render_page

ABOUT = {
    Part.MERGING: gettext_lazy(
        "To idéer blir én når alle forfatterne sier ja. Av: like idéer blir bare lenket sammen."
    ),
    Part.OUTSIDERS: gettext_lazy(
        "Folk hos samarbeidsparter kan lese og kommentere idéer de er invitert til."
    ),
    Part.SUGGESTED_LIST: gettext_lazy(
        "Maskinen foreslår en rekkefølge ut fra vurderingene. Det er alltid mennesker som velger."
    ),
    Part.OWN_MEETINGS: gettext_lazy(
        "Innkalling, møtepakke og protokoll lages her. Av: møtene holdes i kommunens møtesystem, "
        "og dato, saksnummer og vedtak føres i hver sak."
    ),
}


class PartsForm(Form):
    """A box for each part, with what it does."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for part in Part:
            self.fields[part.value] = forms.BooleanField(
                required=False, label=part.label, help_text=ABOUT[part]
            )


@require_http_methods(["GET", "HEAD", "POST"])
def parts(request: Request, pk: int) -> HttpResponse:
    """Which parts one district has, and what each of them does."""
    districts = Unit.objects.visible_to(request.user).filter(kind=Unit.Kind.BYDEL)
    district = get_object_or_404(districts, pk=pk)
    authorize(request.user, "people.choose_parts", district)
    # A form with nothing ticked is a whole answer, so what is sent counts even when it is empty.
    sent = request.POST if request.method == "POST" else None
    form = PartsForm(sent, initial=dict.fromkeys(parts_of(district.pk), True))
    if form.is_valid():
        choose_parts(district, {part: form.cleaned_data[part] for part in Part}, by=request.user)
        messages.success(request, _("Lagret. Valget gjelder med en gang."))
        return redirect("people:parts", pk=district.pk)
    context = {"district": district, "form": form}
    return render_page(request, "people/parts.html", context)
