"""The database refuses what the flows don't know, and keeps what was done as it was done."""

from django.conf import settings
from django.db import migrations, models

FUNCTIONS = """
CREATE FUNCTION referrals_known_edge() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    before text := '';
BEGIN
    IF TG_OP = 'UPDATE' THEN
        IF NEW.flow <> OLD.flow THEN
            RAISE EXCEPTION 'A referral keeps its flow: %', OLD.flow
                USING ERRCODE = 'check_violation', CONSTRAINT = 'referral_known_edge';
        END IF;
        before := OLD.state;
    END IF;
    IF NOT EXISTS (SELECT FROM referrals_flowedge edge WHERE edge.flow = NEW.flow
            AND edge.from_state = before AND edge.to_state = NEW.state) THEN
        RAISE EXCEPTION 'The flow % knows no change of state from "%" to "%"',
            NEW.flow, before, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referral_known_edge';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION referrals_step_fits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM referrals_referral r JOIN referrals_flowedge edge
            ON edge.flow = r.flow AND edge.from_state = NEW.from_state
               AND edge.to_state = NEW.to_state
            WHERE r.id = NEW.referral_id) THEN
        RAISE EXCEPTION 'The flow knows no step from "%" to "%"', NEW.from_state, NEW.to_state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'referral_known_edge';
    END IF;
    RETURN NEW;
END $$;

CREATE FUNCTION referrals_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'Cannot update or delete rows from % table', TG_TABLE_NAME
        USING ERRCODE = 'check_violation', CONSTRAINT = 'referral_append_only';
END $$;

CREATE FUNCTION referrals_custody_kept() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.until IS NULL AND NEW.until >= OLD.since
            AND NEW.id = OLD.id AND NEW.referral_id = OLD.referral_id
            AND NEW.agency_id = OLD.agency_id AND NEW.since = OLD.since THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'An interval of custody is only ever ended'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'referral_append_only';
END $$;
"""

# A self-loop changes no state: that its step is known is checked with the step.
TRIGGERS = """
CREATE TRIGGER referrals_known_edge_first BEFORE INSERT ON referrals_referral
FOR EACH ROW EXECUTE FUNCTION referrals_known_edge();

CREATE TRIGGER referrals_known_edge BEFORE UPDATE ON referrals_referral
FOR EACH ROW WHEN (OLD.state IS DISTINCT FROM NEW.state OR OLD.flow IS DISTINCT FROM NEW.flow)
EXECUTE FUNCTION referrals_known_edge();

CREATE TRIGGER referrals_step_fits BEFORE INSERT ON referrals_referralstep
FOR EACH ROW EXECUTE FUNCTION referrals_step_fits();

CREATE TRIGGER referrals_append_only BEFORE UPDATE OR DELETE ON referrals_referralstep
FOR EACH ROW EXECUTE FUNCTION referrals_append_only();

CREATE TRIGGER referrals_custody_kept BEFORE UPDATE OR DELETE ON referrals_custody
FOR EACH ROW EXECUTE FUNCTION referrals_custody_kept();
"""

UNDO = """
DROP TRIGGER referrals_known_edge_first ON referrals_referral;
DROP TRIGGER referrals_known_edge ON referrals_referral;
DROP TRIGGER referrals_step_fits ON referrals_referralstep;
DROP TRIGGER referrals_append_only ON referrals_referralstep;
DROP TRIGGER referrals_custody_kept ON referrals_custody;
DROP FUNCTION referrals_known_edge();
DROP FUNCTION referrals_step_fits();
DROP FUNCTION referrals_append_only();
DROP FUNCTION referrals_custody_kept();
"""


class Migration(migrations.Migration):
    dependencies = [
        ("referrals", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            "referralaccess", "ended_at", models.DateTimeField(blank=True, null=True)
        ),
        migrations.AddConstraint(
            "referralstep",
            models.UniqueConstraint(
                condition=models.Q(("number", 1), models.Q(("key", ""), _negated=True)),
                fields=("agency", "key"),
                name="referral_start_key_once",
            ),
        ),
        migrations.RunSQL(FUNCTIONS + TRIGGERS, UNDO),
    ]
