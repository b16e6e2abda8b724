"""An issued paper never changes, a number never goes, a signature is given once.

The database refuses it, whoever asks: a signed row changes only to void; of a delivery each of
its three moments is written once; a counter goes up by one.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

DOCUMENT = """
CREATE FUNCTION documents_document_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    ending text[] := ARRAY['state', 'voided_by_id', 'voided_at', 'void_reason'];
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.state = 'draft' THEN
            RETURN NEW;
        END IF;
    ELSIF OLD.state = 'draft' THEN
        IF TG_OP = 'DELETE' THEN
            RETURN OLD;
        ELSIF NEW.state <> 'void' AND NEW.issuer_id = OLD.issuer_id AND NEW.kind = OLD.kind THEN
            RETURN NEW;
        END IF;
    ELSIF TG_OP = 'UPDATE' AND OLD.state = 'signed' AND NEW.state = 'void'
            AND to_jsonb(NEW) - ending = to_jsonb(OLD) - ending THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'document %: a signed paper never changes', COALESCE(OLD.id, NEW.id)
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER documents_document_guard BEFORE INSERT OR UPDATE OR DELETE ON documents_document
FOR EACH ROW EXECUTE FUNCTION documents_document_guard();
"""

DELIVERY = """
CREATE FUNCTION documents_delivery_guard() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    moving text[] := ARRAY[
        'delivered_at', 'chase_at', 'chased', 'signed_for_at', 'signed_for_by_id',
        'withdrawn_at', 'withdrawn_by_id', 'withdraw_reason'
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
    RAISE EXCEPTION 'delivery %: what happened to it is written once', COALESCE(OLD.id, NEW.id)
        USING ERRCODE = 'check_violation';
END $$;
CREATE TRIGGER documents_delivery_guard BEFORE INSERT OR UPDATE OR DELETE ON documents_delivery
FOR EACH ROW EXECUTE FUNCTION documents_delivery_guard();
"""

COUNTER = """
CREATE FUNCTION documents_serial_guard() RETURNS trigger LANGUAGE plpgsql AS $$
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
CREATE TRIGGER documents_serial_guard BEFORE INSERT OR UPDATE OR DELETE ON documents_serialcounter
FOR EACH ROW EXECUTE FUNCTION documents_serial_guard();
"""

UNDO = """
DROP TRIGGER documents_document_guard ON documents_document;
DROP FUNCTION documents_document_guard();
DROP TRIGGER documents_delivery_guard ON documents_delivery;
DROP FUNCTION documents_delivery_guard();
DROP TRIGGER documents_serial_guard ON documents_serialcounter;
DROP FUNCTION documents_serial_guard();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("documents", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(model_name="document", name="document_one_draft"),
        migrations.AddField(
            model_name="delivery",
            name="withdraw_reason",
            field=models.CharField(blank=True, max_length=200),
        ),
        migrations.AddField(
            model_name="delivery",
            name="withdrawn_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="delivery",
            name="withdrawn_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="document",
            name="confidential",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="document",
            name="frame",
            field=models.JSONField(default=dict),
        ),
        migrations.AddConstraint(
            model_name="delivery",
            constraint=models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True)
                | (Q(signed_for_at__isnull=True) & ~Q(withdraw_reason="")),
                name="delivery_withdrawn_before_signed",
            ),
        ),
        migrations.AddConstraint(
            model_name="document",
            constraint=models.UniqueConstraint(
                condition=Q(state="draft"),
                fields=["issuer", "subject_type", "subject_id", "purpose", "kind"],
                name="document_one_draft",
            ),
        ),
        migrations.RunSQL(DOCUMENT + DELIVERY + COUNTER, UNDO),
    ]
