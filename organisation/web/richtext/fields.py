"""The form field for rich text: a textarea that an editor takes over where there is JavaScript."""

from typing import Any, ClassVar

from django import forms
from django.utils.translation import gettext_lazy as _

from organisation.web.richtext.text import _bare, is_plain, read, to_plain


class RichTextWidget(forms.Textarea):
    """Shows plain words when the text is simple and its HTML when it is not."""

    template_name = "files/editor.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"rows": 12, "data-rich-text": "", **(attrs or {})})

    def format_value(self, value: Any) -> str:
        text = super().format_value(value) or ""
        return to_plain(text) if is_plain(text) else text


class RichTextField(forms.CharField):
    """Gives cleaned HTML, whatever was sent: the editor's HTML, a paste, or plain words."""

    widget = RichTextWidget
    default_error_messages: ClassVar = {"required": _("Skriv teksten her.")}

    def to_python(self, value: Any) -> str:
        return read(super().to_python(value))

    def has_changed(self, initial: Any, data: Any) -> bool:
        if self.disabled:
            return False
        return _bare(read(str(initial or ""))) != _bare(read(str(data or "")))
