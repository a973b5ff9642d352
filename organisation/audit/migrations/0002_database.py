"""The database's own part of history: its clock, the closing of events, and redaction.

Triggers and views per table follow after each migration (organisation/audit/install.py).
"""

from django.db import migrations

CLOCK = """
-- Replaced by the owner where history may be backdated (demo, tests): see `prepare_database`.
CREATE FUNCTION public.backdating_allowed() RETURNS boolean
LANGUAGE sql STABLE AS 'SELECT false';

CREATE FUNCTION public.recorded_at() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    wanted text := coalesce(current_setting('app.recorded_at', true), '');
BEGIN
    IF wanted = '' THEN
        RETURN clock_timestamp();
    ELSIF public.backdating_allowed() THEN
        RETURN wanted::timestamptz;
    END IF;
    RAISE EXCEPTION 'History cannot be backdated in this database'
        USING ERRCODE = 'insufficient_privilege';
END $$;
"""

EVENTS = """
-- True only inside the redaction procedure, which runs as the owner of the table.
CREATE FUNCTION public.is_redacting(changed oid) RETURNS boolean
LANGUAGE sql STABLE AS $$
    SELECT coalesce(current_setting('app.redacting', true), '') = 'on'
        AND current_user = (SELECT pg_get_userbyid(relowner) FROM pg_class WHERE oid = changed)
$$;

-- Ends the state before this one. Time never runs backwards in the history of one row.
CREATE FUNCTION public.close_previous_event() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    previous timestamptz;
BEGIN
    EXECUTE format('SELECT max(pgh_created_at) FROM public.%I WHERE pgh_obj_id = $1', TG_TABLE_NAME)
        INTO previous USING NEW.pgh_obj_id;
    NEW.pgh_created_at := greatest(NEW.pgh_created_at, previous);
    NEW.valid_to := CASE NEW.pgh_label WHEN 'delete' THEN NEW.pgh_created_at END;
    EXECUTE format(
        'UPDATE public.%I SET valid_to = $2 WHERE pgh_obj_id = $1 AND valid_to IS NULL',
        TG_TABLE_NAME
    ) USING NEW.pgh_obj_id, NEW.pgh_created_at;
    RETURN NEW;
END $$;

-- An event changes twice at most in its life: when it is closed, and when it is redacted.
CREATE FUNCTION public.keep_event() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF public.is_redacting(TG_RELID) THEN
            RETURN NEW;
        ELSIF pg_trigger_depth() > 1 AND OLD.valid_to IS NULL AND NEW.valid_to IS NOT NULL THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'History in % is never rewritten', TG_TABLE_NAME
        USING ERRCODE = 'restrict_violation';
END $$;
"""

REDACTION = """
-- What a column holds once it is blanked, as SQL. Text that must be there says that it is gone.
CREATE FUNCTION public.blank_of(target regclass, field text, row_id text) RETURNS text
LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    col record;
    mark text := '[sladdet]';
BEGIN
    SELECT a.attnotnull, a.attgenerated, a.atttypmod, a.attnum,
           t.typname, t.typcategory
        INTO col
        FROM pg_attribute a JOIN pg_type t ON t.oid = a.atttypid
        WHERE a.attrelid = target AND a.attname = field AND a.attnum > 0 AND NOT a.attisdropped;
    IF NOT FOUND OR col.attgenerated <> '' THEN
        RAISE EXCEPTION '% has no field % to redact', target, field
            USING ERRCODE = 'undefined_column';
    ELSIF NOT col.attnotnull THEN
        RETURN 'NULL';
    ELSIF col.typname IN ('text', 'varchar') THEN
        IF EXISTS (SELECT FROM pg_index WHERE indrelid = target AND indisunique
                   AND indnkeyatts = 1 AND indkey[0] IN (col.attnum, 0)) THEN
            mark := mark || row_id;
        END IF;
        RETURN quote_literal(CASE WHEN col.atttypmod > 4 THEN left(mark, col.atttypmod - 4)
                                  ELSE mark END);
    ELSIF col.typname = 'jsonb' THEN
        RETURN quote_literal('{}');
    ELSIF col.typcategory = 'A' THEN
        RETURN quote_literal('{}');
    END IF;
    RAISE EXCEPTION 'Field % of % cannot be empty, so it cannot be redacted', field, target
        USING ERRCODE = 'datatype_mismatch';
END $$;

-- Refuses a frozen row as long as it must be kept the way it was signed.
CREATE FUNCTION public.check_may_redact(known public.audit_auditedtable, id_column text, row_id text)
RETURNS void LANGUAGE plpgsql STABLE SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    is_over boolean := false;
BEGIN
    IF NOT known.is_frozen THEN
        RETURN;
    END IF;
    IF known.keep_years IS NOT NULL THEN
        EXECUTE format('SELECT %I + make_interval(years => $1) < now() FROM public.%I'
                       ' WHERE %I::text = $2', known.kept_since_column, known.table_name, id_column)
            INTO is_over USING known.keep_years::int, row_id;
    END IF;
    IF is_over IS NOT TRUE THEN
        RAISE EXCEPTION 'The row in % is signed and must be kept', known.table_name
            USING ERRCODE = 'restrict_violation';
    END IF;
END $$;

CREATE PROCEDURE public.redact(target text, row_id text, fields text[], by_id bigint, reason text)
LANGUAGE plpgsql SECURITY DEFINER
SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    known public.audit_auditedtable;
    other text;
    id_column text;
    in_row text;
    in_events text;
    actions uuid[];
BEGIN
    SELECT * INTO known FROM public.audit_auditedtable WHERE table_name = target;
    IF NOT FOUND OR btrim(reason) = '' OR cardinality(fields) = 0 THEN
        RAISE EXCEPTION 'Redaction needs a table of ours, fields and a reason'
            USING ERRCODE = 'invalid_parameter_value';
    END IF;
    SELECT a.attname INTO id_column FROM pg_index i
        JOIN pg_attribute a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
        WHERE i.indrelid = format('public.%I', target)::regclass AND i.indisprimary;
    PERFORM public.check_may_redact(known, id_column, row_id);
    -- Not a SET clause of the procedure, which only a superuser could write.
    PERFORM set_config('app.redacting', 'on', true);

    SELECT string_agg(format('%I = %s', f,
               public.blank_of(format('public.%I', target)::regclass, f, row_id)), ', ')
        INTO in_row FROM unnest(fields) AS f;

    IF known.event_table <> '' THEN
        -- A reason repeats the text as a rule, and stands on all that one action changed.
        EXECUTE format('SELECT array_agg(DISTINCT pgh_context_id) FROM public.%I'
                       ' WHERE pgh_obj_id::text = $1', known.event_table)
            INTO actions USING row_id;
    END IF;
    EXECUTE format('UPDATE public.%I SET %s WHERE %I::text = $1', target, in_row, id_column)
        USING row_id;
    IF known.event_table <> '' THEN
        SELECT string_agg(format('%I = %s', f,
                   public.blank_of(format('public.%I', known.event_table)::regclass, f, row_id)),
                   ', ')
            INTO in_events
            FROM unnest(fields) AS f JOIN pg_attribute a ON a.attname = f
            WHERE a.attrelid = format('public.%I', known.event_table)::regclass;
        IF in_events IS NOT NULL THEN
            EXECUTE format('UPDATE public.%I SET %s WHERE pgh_obj_id::text = $1',
                           known.event_table, in_events) USING row_id;
        END IF;
        FOR other IN SELECT event_table FROM public.audit_auditedtable WHERE event_table <> '' LOOP
            EXECUTE format('UPDATE public.%I SET pgh_context ='
                           ' jsonb_set(pgh_context, ''{reason}'', ''""'')'
                           ' WHERE pgh_context_id = ANY ($1) AND pgh_context->>''reason'' <> ''''',
                           other) USING actions;
        END LOOP;
    END IF;
    PERFORM set_config('app.redacting', '', true);
    INSERT INTO public.audit_redaction (table_name, row_id, fields, reason, by_id)
        VALUES (target, row_id, fields, reason, by_id);
END $$;
"""

UNDO = """
DROP PROCEDURE public.redact;
DROP FUNCTION public.check_may_redact;
DROP FUNCTION public.blank_of;
DROP FUNCTION public.keep_event CASCADE;
DROP FUNCTION public.close_previous_event CASCADE;
DROP FUNCTION public.is_redacting;
DROP FUNCTION public.recorded_at;
DROP FUNCTION public.backdating_allowed;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]

    operations = [migrations.RunSQL(CLOCK + EVENTS + REDACTION, UNDO)]
