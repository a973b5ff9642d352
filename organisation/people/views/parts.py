"""The parts of the product a district turns on or off."""

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
from organisation.web.forms import CheckList, Form
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
}


class PartsForm(Form):
    parts = forms.MultipleChoiceField(
        required=False,
        label=gettext_lazy("Hva er i bruk?"),
        choices=Part.choices,
        widget=CheckList,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def parts(request: Request, pk: int) -> HttpResponse:
    """Which parts one district has, and what each of them does."""
    districts = Unit.objects.visible_to(request.user).filter(kind=Unit.Kind.BYDEL)
    district = get_object_or_404(districts, pk=pk)
    authorize(request.user, "people.choose_parts", district)
    # A form with nothing ticked is a whole answer, so what is sent counts even when it is empty.
    sent = request.POST if request.method == "POST" else None
    form = PartsForm(sent, initial={"parts": list(parts_of(district.pk))})
    if form.is_valid():
        on = form.cleaned_data["parts"]
        choose_parts(district, {part: part in on for part in Part}, by=request.user)
        messages.success(request, _("Lagret. Valget gjelder med en gang."))
        return redirect("people:parts", pk=district.pk)
    context = {"district": district, "form": form, "about": [(p.label, ABOUT[p]) for p in Part]}
    return render_page(request, "people/parts.html", context)
