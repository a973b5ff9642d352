"""What must not tell when somebody did it is recorded with its day and nothing finer."""

from django.db import migrations

DAYS = """
CREATE OR REPLACE FUNCTION public.recorded_at() RETURNS timestamptz
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    wanted text := coalesce(current_setting('app.recorded_at', true), '');
    moment timestamptz := clock_timestamp();
BEGIN
    IF wanted <> '' THEN
        IF NOT public.backdating_allowed() THEN
            RAISE EXCEPTION 'History cannot be backdated in this database'
                USING ERRCODE = 'insufficient_privilege';
        END IF;
        moment := wanted::timestamptz;
    END IF;
    IF coalesce(current_setting('app.day_only', true), '') = 'on' THEN
        moment := date_trunc('day', moment, 'Europe/Oslo');
    END IF;
    RETURN moment;
END $$;
"""

MOMENTS = """
CREATE OR REPLACE FUNCTION public.recorded_at() RETURNS timestamptz
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


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_database")]

    operations = [migrations.RunSQL(DAYS, MOMENTS)]
