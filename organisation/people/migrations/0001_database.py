from django.contrib.postgres.operations import (
    BtreeGistExtension,
    CreateExtension,
    TrigramExtension,
    UnaccentExtension,
)
from django.db import migrations

# a–z, æ, ø, å by plain byte order: { | } follow z. Swedish ä and ö sort as æ and ø; other accents
# fall away. Immutable, so that generated columns and indexes may use it.
NORWEGIAN_KEY = """
CREATE FUNCTION norwegian_key(value text) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN regexp_replace(
    normalize(translate(lower(value), 'æøåäöÆØÅÄÖ', '{|}{|{|}{|'), NFD),
    '[\u0300-\u036f]', '', 'g'
)
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = []

    operations = [
        CreateExtension("ltree"),
        TrigramExtension(),
        UnaccentExtension(),
        BtreeGistExtension(),
        migrations.RunSQL(NORWEGIAN_KEY, "DROP FUNCTION norwegian_key(text)"),
    ]
