"""A page with the editor, for tests: shows the form, and after sending what would be stored."""

from django import forms
from django.http import HttpResponse
from django.template import engines
from django.urls import include, path

from organisation.web.pages import Request
from organisation.web.richtext import RichTextField, clean

TEMPLATE = """{% extends "base.html" %}
{% block title %}Tekst{% endblock %}{% block styles %}{{ form.media }}{% endblock %}
{% block heading %}Tekst{% endblock %}
{% block content %}<form method="post" class="wide" novalidate>{% csrf_token %}
{{ form.text.as_field_group }}
<button class="ds-button" type="submit">Lagre</button></form>
{% if stored %}<pre id="stored">{{ stored }}</pre>
<div class="rich-text">{{ stored|safe }}</div>{% endif %}{% endblock %}"""


class TextForm(forms.Form):
    text = RichTextField(label="Bakgrunn for saken", help_text="Skriv kort.")


def page(request: Request) -> HttpResponse:
    initial = clean(request.GET.get("start", ""))
    form = TextForm(request.POST or None, initial={"text": initial})
    stored = form.cleaned_data["text"] if form.is_valid() else ""
    template = engines["django"].from_string(TEMPLATE)
    return HttpResponse(template.render({"form": form, "stored": stored}, request))


urlpatterns = [path("skriv/", page), path("", include("config.urls"))]
