"""A register that was kept on paper goes on where it stood."""

from django.db import migrations, models

_GUARD = """
CREATE OR REPLACE FUNCTION documents_serial_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counting text[] := ARRAY['last'];
    beginning text[] := ARRAY['last', 'taken_over'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.last = 1 AND NEW.taken_over = 0 OR NEW.last = NEW.taken_over THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE' THEN
        IF NEW.last = OLD.last + 1 AND to_jsonb(NEW) - counting = to_jsonb(OLD) - counting THEN
            RETURN NEW;
        -- As long as no number was given here, where it begins may be put right.
        ELSIF OLD.last = OLD.taken_over AND NEW.last = NEW.taken_over
                AND to_jsonb(NEW) - beginning = to_jsonb(OLD) - beginning THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'serial counter %: it goes up by one', COALESCE(OLD.id, NEW.id)
        USING ERRCODE = 'check_violation';
END $$;
"""

_BEFORE = """
CREATE OR REPLACE FUNCTION documents_serial_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    counting text[] := ARRAY['last'];
BEGIN
    IF TG_OP = 'INSERT' AND NEW.last = 1 THEN
        RETURN NEW;
    ELSIF TG_OP = 'UPDATE' AND NEW.last = OLD.last + 1
            AND to_jsonb(NEW) - counting = to_jsonb(OLD) - counting THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'serial counter %: it goes up by one', COALESCE(OLD.id, NEW.id)
        USING ERRCODE = 'check_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0004_delivery_again")]
    operations = [
        migrations.AddField(
            model_name="serialcounter",
            name="taken_over",
            field=models.PositiveIntegerField(db_default=0, default=0),
        ),
        migrations.AddConstraint(
            model_name="serialcounter",
            constraint=models.CheckConstraint(
                condition=models.Q(last__gte=models.F("taken_over")),
                name="serial_after_taken_over",
            ),
        ),
        migrations.RunSQL(_GUARD, _BEFORE),
    ]
