"""The form field for rich text: a textarea that an editor takes over where there is JavaScript."""

from typing import Any, ClassVar

from django import forms
from django.forms.widgets import Script
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from organisation.web.richtext.text import bare, is_plain, read, to_typed


class RichTextWidget(forms.Textarea):
    """Shows plain words when the text is simple and its HTML when it is not.

    With `images=False` the editor has no button for pictures.
    """

    template_name = "files/editor.html"

    class Media:
        css: ClassVar = {"all": ["editor/rich-text.css"]}
        js: ClassVar = [Script("editor/rich-text.js", type="module")]

    def __init__(self, attrs: dict[str, Any] | None = None, *, images: bool = True) -> None:
        super().__init__({"rows": 12, "class": "ds-input", "autocomplete": "off", **(attrs or {})})
        self.images = images

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(name, value, attrs)
        html = read(str(value or ""))
        plain = is_plain(html)
        context["widget"].update(
            value=to_typed(html) if plain else html,
            html=html,
            is_html=not plain,
            editor_url=static("django_prose_editor/editor.js"),
            upload_url=reverse("files:image_upload") if self.images else "",
        )
        return context

    def use_required_attribute(self, initial: Any) -> bool:
        """The browser cannot ask for text in a field the editor hides; the server does."""
        return False


class RichTextField(forms.CharField):
    """Gives cleaned HTML, whatever was sent: the editor's HTML, a paste, or plain words."""

    widget = RichTextWidget
    default_error_messages: ClassVar = {"required": _("Skriv teksten her.")}

    def to_python(self, value: Any) -> str:
        return read(super().to_python(value) or "")

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        return bare(read(str(initial or ""))) != bare(read(str(data or "")))
