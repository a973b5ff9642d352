"""Rows of a form that grow, shrink and move by ordinary buttons, without a script."""

from typing import Any

from django import forms


class BaseRows(forms.BaseFormSet):
    """`add` in the data asks for one more row, `remove=N` for row N to go, `up=N` for it to rise.

    Then nothing is saved, and the rows come back as they were, without complaints on what is not
    finished. A row that is added begins with the words of `add`, when `FIRST` names their field.
    """

    FIRST = ""

    MOST = 40
    CHANGES = ("add", "remove", "up")

    def __init__(self, data: Any = None, *, initial: Any = None, **kwargs: Any) -> None:
        prefix = kwargs.get("prefix") or self.get_default_prefix()
        asked = {name: data.get(f"{prefix}-{name}") for name in self.CHANGES} if data else {}
        self.is_changing_rows = any(value is not None for value in asked.values())
        if self.is_changing_rows:
            initial = changed(self.rows_in(data, prefix), asked, self.FIRST)
            data = None
        super().__init__(data, initial=None if data is not None else initial, **kwargs)

    @classmethod
    def rows_in(cls, data: Any, prefix: str) -> list[dict[str, Any]]:
        """The rows as they were typed."""
        fields = cls.form.base_fields
        rows = []
        for nth in range(cls.MOST):
            names = {name: f"{prefix}-{nth}-{name}" for name in fields}
            if any(key in data for key in names.values()):
                rows.append(
                    {
                        name: fields[name].widget.value_from_datadict(data, {}, key)
                        for name, key in names.items()
                    }
                )
        return rows

    def initial_form_count(self) -> int:
        """When something is sent, every row is new: an empty one is left out, not complained of."""
        return 0 if self.is_bound else super().initial_form_count()

    def filled(self) -> list[dict[str, Any]]:
        """The rows that say something; after is_valid."""
        return [row for row in self.cleaned_data if row]


def changed(
    rows: list[dict[str, Any]], asked: dict[str, Any], first: str = ""
) -> list[dict[str, Any]]:
    nth = row_asked_for(asked.get("remove"), rows)
    if nth is not None:
        del rows[nth]
    nth = row_asked_for(asked.get("up"), rows)
    if nth:
        rows[nth - 1], rows[nth] = rows[nth], rows[nth - 1]
    if asked.get("add") is not None:
        rows.append({first: asked["add"]} if first and asked["add"] != "1" else {})
    return rows


def row_asked_for(value: Any, rows: list[Any]) -> int | None:
    text = str(value or "")
    return int(text) - 1 if text.isdecimal() and 0 < int(text) <= len(rows) else None


def rows_of(form: type[forms.Form], prefix: str) -> Any:
    """A class of rows of `form`, known by `prefix` in what is sent."""
    base = type(
        f"{form.__name__}Rows",
        (BaseRows,),
        {"get_default_prefix": classmethod(lambda cls: prefix)},
    )
    return forms.formset_factory(
        form, formset=base, extra=0, max_num=BaseRows.MOST, absolute_max=BaseRows.MOST
    )
