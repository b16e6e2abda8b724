"""What changes under a case, for systems that follow it (cases.selectors.changes).

An access row carries the transactions that opened the case and that changed it last. New rows
get both as column defaults, so that filling the table by INSERT or COPY costs nothing more;
statements that change cases or take access away are followed by one trigger each.
"""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import cases.models.access

# The next transaction numbers of a cluster start anew when a dump is loaded into another one:
# marks and rows of the old cluster mean nothing there (manage.py restart_changes).
ORIGIN = """
CREATE TABLE cases_feed_origin (cluster text NOT NULL);
INSERT INTO cases_feed_origin SELECT system_identifier::text FROM pg_control_system();
"""

# The few rows of one case are found by index, whatever plan an earlier, larger change took.
FUNCTIONS = """
CREATE FUNCTION cases_feed_case_changed() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
    UPDATE cases_caseaccess a SET changed_xid = pg_current_xact_id()::text::bigint
    FROM after_rows n JOIN before_rows o ON o.id = n.id
    WHERE a.content_object_id = n.id AND n.version <> o.version;
    RETURN NULL;
END $$;

CREATE FUNCTION cases_feed_access_gone() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO cases_accessgone (group_id, case_id, changed_xid)
    SELECT DISTINCT group_id, content_object_id, pg_current_xact_id()::text::bigint
    FROM before_rows WHERE NOT named_only
    ON CONFLICT (group_id, case_id) DO UPDATE SET changed_xid = excluded.changed_xid;
    RETURN NULL;
END $$;

CREATE FUNCTION cases_feed_person_named() RETURNS trigger LANGUAGE plpgsql
SET enable_seqscan = off AS $$
BEGIN
    UPDATE cases_caseaccess a SET since_xid = pg_current_xact_id()::text::bigint,
        changed_xid = pg_current_xact_id()::text::bigint
    FROM after_rows n
    WHERE a.content_object_id = n.content_object_id AND a.named_only;
    RETURN NULL;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER cases_feed_case_changed AFTER UPDATE ON cases_case
REFERENCING OLD TABLE AS before_rows NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION cases_feed_case_changed();

CREATE TRIGGER cases_feed_access_gone AFTER DELETE ON cases_caseaccess
REFERENCING OLD TABLE AS before_rows
FOR EACH STATEMENT EXECUTE FUNCTION cases_feed_access_gone();

CREATE TRIGGER cases_feed_person_named AFTER INSERT ON cases_casepersonaccess
REFERENCING NEW TABLE AS after_rows
FOR EACH STATEMENT EXECUTE FUNCTION cases_feed_person_named();
"""

UNDO = """
DROP TRIGGER cases_feed_case_changed ON cases_case;
DROP TRIGGER cases_feed_access_gone ON cases_caseaccess;
DROP TRIGGER cases_feed_person_named ON cases_casepersonaccess;
DROP FUNCTION cases_feed_case_changed();
DROP FUNCTION cases_feed_access_gone();
DROP FUNCTION cases_feed_person_named();
DROP TABLE cases_feed_origin;
"""


def xid() -> models.BigIntegerField:
    return models.BigIntegerField(db_default=cases.models.access.ThisTransaction(), editable=False)


class Migration(migrations.Migration):
    dependencies = [
        ("cases", "0011_search"),
        ("auth", "0012_alter_user_first_name_max_length"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("caseaccess", "since_xid", xid()),
        migrations.AddField("caseaccess", "changed_xid", xid()),
        migrations.AddIndex(
            "caseaccess",
            models.Index(fields=["group", "changed_xid", "content_object"], name="access_feed"),
        ),
        migrations.CreateModel(
            name="AccessGone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("case_id", models.BigIntegerField()),
                ("changed_xid", xid()),
                (
                    "group",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="auth.group",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "indexes": [
                    models.Index(
                        fields=["group", "changed_xid", "case_id"], name="access_gone_feed"
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("group", "case_id"), name="access_gone_once")
                ],
            },
        ),
        migrations.CreateModel(
            name="KeptAnswer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=100)),
                ("fingerprint", models.CharField(max_length=64)),
                ("status", models.PositiveSmallIntegerField()),
                ("body", models.JSONField()),
                ("made_at", models.DateTimeField(auto_now_add=True, db_index=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(fields=("person", "key"), name="kept_answer_once")
                ],
            },
        ),
        migrations.RunSQL(ORIGIN + FUNCTIONS + TRIGGERS, UNDO),
    ]
