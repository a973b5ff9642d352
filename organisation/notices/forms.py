from django import forms

from organisation.notices.models import NoticeChoice


class ChoiceForm(forms.ModelForm[NoticeChoice]):
    class Meta:
        model = NoticeChoice
        fields = ["rhythm"]
        widgets = {"rhythm": forms.RadioSelect}
