"""What a file is never changes; whether it is clean, there or taken out may."""

from django.db import migrations, models
from django.db.models import Q

GUARD = """
CREATE FUNCTION documents_attachment_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving text[] := ARRAY[
        'scan', 'scanned_at', 'virus', 'removed_at', 'removed_by_id', 'remove_reason',
        'emptied_at'
    ];
BEGIN
    IF TG_OP = 'UPDATE'
            AND to_jsonb(NEW) - moving = to_jsonb(OLD) - moving
            AND (OLD.scan <> 'infected' OR NEW.scan = 'infected')
            AND (OLD.removed_at IS NULL OR NEW.removed_at = OLD.removed_at)
            AND (OLD.emptied_at IS NULL OR NEW.emptied_at = OLD.emptied_at) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'attachment %: a file that was brought never changes', OLD.id
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER documents_attachment_guard BEFORE UPDATE OR DELETE ON documents_attachment
FOR EACH ROW EXECUTE FUNCTION documents_attachment_guard();
"""
UNGUARD = """
DROP TRIGGER documents_attachment_guard ON documents_attachment;
DROP FUNCTION documents_attachment_guard();
"""


class Migration(migrations.Migration):
    dependencies = [("documents", "0002_guards")]

    operations = [
        migrations.AddField(
            "attachment", "virus", models.CharField(blank=True, default="", max_length=100),
            preserve_default=False,
        ),
        migrations.AddField(
            "attachment", "emptied_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            "attachment",
            models.CheckConstraint(
                condition=Q(removed_at__isnull=True) | ~Q(remove_reason=""),
                name="attachment_removed_with_reason",
            ),
        ),
        migrations.AddConstraint(
            "attachment",
            models.CheckConstraint(
                condition=Q(emptied_at__isnull=True)
                | Q(removed_at__isnull=False)
                | Q(scan="infected"),
                name="attachment_emptied_when_out",
            ),
        ),
        migrations.AddIndex(
            "attachment",
            models.Index(
                fields=["id"], condition=Q(scan="unscanned"), name="attachment_unscanned"
            ),
        ),
        migrations.AddIndex(
            "attachment",
            models.Index(
                fields=["id"],
                condition=Q(emptied_at__isnull=True)
                & (Q(removed_at__isnull=False) | Q(scan="infected")),
                name="attachment_to_empty",
            ),
        ),
        migrations.RunSQL(GUARD, UNGUARD),
    ]
