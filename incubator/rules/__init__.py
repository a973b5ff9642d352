"""Who may do what in the incubator: one table, put together from the nouns it is about."""

from incubator.rules import course

PERMISSIONS = {**course.PERMISSIONS}
