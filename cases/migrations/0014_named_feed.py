"""A case that becomes one for named people is gone for the others who follow; and comes back."""

from django.db import migrations

FUNCTION = """
CREATE FUNCTION cases_feed_named_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.named_only THEN
        INSERT INTO cases_accessgone (group_id, case_id, changed_xid)
        VALUES (NEW.group_id, NEW.content_object_id, pg_current_xact_id()::text::bigint)
        ON CONFLICT (group_id, case_id) DO UPDATE SET changed_xid = excluded.changed_xid;
    ELSE
        NEW.since_xid := pg_current_xact_id()::text::bigint;
        NEW.changed_xid := NEW.since_xid;
    END IF;
    RETURN NEW;
END $$;
"""

# By row and for this column alone: what else changes in access rows costs nothing more.
TRIGGER = """
CREATE TRIGGER cases_feed_named_only BEFORE UPDATE OF named_only ON cases_caseaccess
FOR EACH ROW WHEN (OLD.named_only IS DISTINCT FROM NEW.named_only)
EXECUTE FUNCTION cases_feed_named_only();
"""

UNDO = """
DROP TRIGGER cases_feed_named_only ON cases_caseaccess;
DROP FUNCTION cases_feed_named_only();
"""


class Migration(migrations.Migration):
    dependencies = [("cases", "0013_deadlines")]

    operations = [migrations.RunSQL(FUNCTION + TRIGGER, UNDO)]
