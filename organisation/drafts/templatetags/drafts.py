"""What a form says so that static/js/autosave.js keeps a draft of it."""

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.http import urlencode
from django.utils.safestring import SafeString

register = template.Library()


@register.simple_tag
def autosave_attributes(form: str, object_ref: object = "", version: object = "") -> SafeString:
    """Attributes for `<form>`: which form it is, of which thing, in which version.

    `<form method="post" {% autosave_attributes "ideas.edit" idea.pk idea.version %}>`. The whole
    form is posted to `data-autosave-url`, which says the rest; the answer's `words` are shown.
    """
    object_text, version_text = str(object_ref or ""), str(version or "")
    query = urlencode({"form": form, "object": object_text, "version": version_text})
    return format_html(
        'data-autosave="{}" data-object="{}" data-version="{}" data-autosave-url="{}"',
        form,
        object_text,
        version_text,
        f"{reverse('drafts:save')}?{query}",
    )
