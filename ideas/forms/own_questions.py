"""The campaign's own questions, as fields of any form that takes an idea to it."""

from typing import Any

from django import forms

from ideas.models.campaign import Campaign, CampaignQuestion


def add_own_questions(form: Any, campaign: Campaign | None) -> dict[str, CampaignQuestion]:
    """Give `form` a field for each question of `campaign`; by the field's name. One query."""
    if campaign is None:
        return {}
    questions = {f"own_question_{each.pk}": each for each in campaign.questions.all()}
    for name, question in questions.items():
        form.fields[name] = forms.CharField(
            label=question.text,
            max_length=1000,
            required=False,
            widget=forms.Textarea(attrs={"rows": 2}),
        )
    return questions


def said(form: Any, questions: dict[str, CampaignQuestion]) -> dict[CampaignQuestion, str]:
    """What was answered, taken out of the form's cleaned data."""
    return {question: form.cleaned_data.pop(name, "") for name, question in questions.items()}
