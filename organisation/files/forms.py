"""Form fields for what people upload."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from organisation.files.inspection import ACCEPTED
from organisation.files.services import inspect_upload


class UploadField(forms.FileField):
    """A file of the kinds we keep; what is wrong with it is said beside the field."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("label", _("Fil"))
        super().__init__(**kwargs)
        self.widget.attrs.setdefault("accept", ACCEPTED)

    def to_python(self, data: Any) -> Any:
        upload = super().to_python(data)
        if isinstance(upload, UploadedFile):
            inspect_upload(upload)
        return upload


class ImageForm(forms.Form):
    """A picture for a text."""

    image = UploadField(label=_("Bilde"))

    def clean_image(self) -> UploadedFile:
        upload: UploadedFile = self.cleaned_data["image"]
        if not inspect_upload(upload).content_type.startswith("image/"):
            raise forms.ValidationError(_("Velg et bilde (.png, .jpg eller .webp)."))
        return upload
