"""The word list of the reader's own district."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from organisation.permissions import authorize
from organisation.web.pages import Request, render_page
from organisation.web.saving import saved
from portfolio.forms.term import NewTermForm, TermForm
from portfolio.models import Term
from portfolio.queries import term as queries
from portfolio.services import term as services
from portfolio.views.small_form import ask_first
from portfolio.word_list import WORDS


@require_GET
def terms(request: Request) -> HttpResponse:
    district = request.user.district
    return render_page(
        request,
        "portfolio/terms.html",
        {
            "words": queries.words_of(district),
            "may_keep": request.user.has_perm("portfolio.keep_terms", district),
        },
    )


@require_http_methods(["GET", "POST"])
def term_add(request: Request) -> HttpResponse:
    """A new word, or `?ord=` one of those we ship, made the district's own."""
    district = request.user.district
    authorize(request.user, "portfolio.keep_terms", district)
    asked = request.GET.get("ord", "")
    initial = {"name": asked, "explanation": WORDS[asked]} if asked in WORDS else {}
    form = NewTermForm(request.POST or None, initial=initial)
    done, status = saved(
        form, lambda: services.save_term(district, by=request.user, **form.cleaned_data)
    )
    if done:
        messages.success(request, _("Ordet er lagret."))
        return redirect("portfolio:terms")
    return render_page(request, "portfolio/term_form.html", {"form": form}, status=status)


def find_term(request: Request, pk: int) -> Term:
    seen = Term.objects.visible_to(request.user).select_related("district")
    term = get_object_or_404(seen, pk=pk)
    authorize(request.user, "portfolio.keep_terms", term.district)
    return term


@require_http_methods(["GET", "POST"])
def term_edit(request: Request, pk: int) -> HttpResponse:
    term = find_term(request, pk)
    form = TermForm(request.POST or None, initial=vars(term))
    done, status = saved(
        form,
        lambda: services.save_term(
            term.district,
            name=form.cleaned_data["name"],
            explanation=form.cleaned_data["explanation"],
            term=term,
            version=form.cleaned_data["version"],
            by=request.user,
        ),
    )
    if done:
        messages.success(request, _("Ordet er lagret."))
        return redirect(term)
    context = {"form": form, "term": term}
    return render_page(request, "portfolio/term_form.html", context, status=status)


@require_http_methods(["GET", "POST"])
def term_remove(request: Request, pk: int) -> HttpResponse:
    term = find_term(request, pk)
    if request.method == "POST":
        services.remove_term(term, by=request.user)
        messages.success(request, _("Ordet er tatt bort."))
        return redirect("portfolio:terms")
    question = _("«%(name)s» tas ut av ordlisten, og forklaringen vises ikke lenger.")
    return ask_first(
        request, _("Ta bort ord"), question % {"name": term.name}, back=term.get_absolute_url()
    )
