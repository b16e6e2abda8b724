"""A paper may have been served on who never signs for it (登记送达): that stops the chase."""

from django.db import migrations, models

# The guard of 0002 with one more column that may change until the paper is signed for.
GUARD = """
CREATE OR REPLACE FUNCTION documents_delivery_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving text[] := ARRAY[
        'delivered_at', 'chase_at', 'chased', 'signed_for_at', 'signed_for_by_id',
        'withdrawn_at', 'withdrawn_by_id', 'withdraw_reason'%s
    ];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.delivered_at IS NULL AND NEW.signed_for_at IS NULL AND NEW.withdrawn_at IS NULL
                AND EXISTS (
                    SELECT FROM documents_document
                    WHERE id = NEW.document_id AND state = 'signed'
                ) THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE'
            AND to_jsonb(NEW) - moving = to_jsonb(OLD) - moving
            AND OLD.signed_for_at IS NULL AND OLD.withdrawn_at IS NULL
            AND (OLD.delivered_at IS NULL OR NEW.delivered_at = OLD.delivered_at)
            AND (NEW.signed_for_at IS NULL) = (NEW.signed_for_by_id IS NULL) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'delivery %%: what happened to it is written once', COALESCE(OLD.id, NEW.id)
        USING ERRCODE = 'check_violation';
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0005_taken_over_numbers")]
    operations = [
        migrations.AddField(
            "delivery",
            "served_on",
            models.DateField(blank=True, null=True, verbose_name="登记送达日期"),
        ),
        migrations.RunSQL(GUARD % ", 'served_on'", reverse_sql=GUARD % ""),
    ]
