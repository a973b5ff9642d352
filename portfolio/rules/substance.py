"""Who may do what with what a project is made of: factors, alternatives, documents, lessons."""

from typing import Any

import rules

from organisation.people.models import Person, Role
from organisation.people.rules import belongs_to_district, has_role_for_district
from portfolio.rules.core import is_active, is_in_team, runs, sees

works_in = runs | is_in_team


@rules.predicate
def wrote_it(person: Person, lesson: Any) -> bool:
    return lesson is not None and lesson.written_by_id == person.pk


keeps_administration = has_role_for_district(Role.ADMINISTRATOR)
guides_district = keeps_administration | has_role_for_district(Role.ADVISER)
reads_district = is_active & belongs_to_district

PERMISSIONS = {
    **{
        f"portfolio.view_{model}": sees
        for model in (
            "criticalfactor",
            "comparison",
            "deliverable",
            "testround",
            "phaseplan",
            "phasereport",
            "followup",
            "lesson",
            "lessonuse",
            "projectdocument",
            "documentversion",
        )
    },
    "portfolio.edit_substance": runs,
    "portfolio.add_document": works_in,
    "portfolio.remove_document": runs,
    "portfolio.write_lesson": works_in,
    "portfolio.edit_lesson": runs | (wrote_it & sees),
    "portfolio.use_lesson": works_in,
    "portfolio.view_documenttemplate": reads_district,
    "portfolio.keep_document_templates": keeps_administration,
    "portfolio.view_principleversion": reads_district,
    "portfolio.publish_principles": guides_district,
    "portfolio.view_term": reads_district,
    "portfolio.keep_terms": guides_district,
}
