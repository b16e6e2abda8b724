-- The cases with the numbers from %(first)s to %(last)s of %(cases)s, over five years up to
-- %(today)s. Sent for each piece of the county, by several connections at once.

-- step: cases
INSERT INTO cases_case (id, file_number, file_key, source, found_on, filed_on, procedure, cause,
    sector, facts, conduct_from, conduct_place, amount_involved, outcome, decision_number,
    decision_key, decided_on, decision_content, collectively_discussed, legally_reviewed,
    penalty_kinds, fine_total, confiscated_total, paid_total, served_on, service_method, published_on,
    closed_on, closing_reason, penalty_status, execution_status, remedy_status, missing, channel,
    entered_at, changed_at, version, entered_by_id, owner_id, matter_id)
SELECT n, o.prefix || '立〔' || year || '〕' || n || '号', o.prefix || '立〔' || year || '〕' || n || '号',
    'inspection', filed, filed, CASE WHEN bench.chance(n, 20) < 0.3 THEN 'simple' ELSE 'ordinary' END,
    m.name || '案', o.sector, told.facts, conduct, place, fine * 2,
    outcome, CASE WHEN decided IS NULL THEN '' ELSE o.prefix || '罚〔' || year || '〕' || n || '号' END,
    CASE WHEN decided IS NULL THEN '' ELSE o.prefix || '罚〔' || year || '〕' || n || '号' END,
    decided, CASE WHEN fine > 0 THEN '罚款' || fine || '元' ELSE '警告' END, false, true,
    CASE WHEN outcome <> 'penalty' THEN '{}' WHEN fine > 0 THEN '{fine}' ELSE '{warning}' END::varchar[],
    fine, 0, paid, served, CASE WHEN served IS NULL THEN '' ELSE 'direct' END,
    CASE WHEN outcome = 'penalty' AND decided + 3 < %(today)s::date AND bench.chance(n, 42) < 0.99
         THEN decided + 3 END, closed,
    CASE WHEN closed IS NULL THEN '' ELSE '执行完毕' END,
    CASE WHEN closed IS NOT NULL THEN 'closed' WHEN outcome = 'penalty' THEN 'decided'
         WHEN outcome = 'no_penalty' THEN 'not_penalised' WHEN outcome = '' THEN 'investigating'
         ELSE outcome END,
    CASE WHEN outcome <> 'penalty' OR fine = 0 THEN 'none' WHEN paid >= fine THEN 'performed'
         WHEN served IS NULL THEN 'unserved' WHEN fate < 0.96 THEN 'applied'
         WHEN fate < 0.97 THEN 'deferred' WHEN paid > 0 THEN 'partial' ELSE 'pending' END,
    CASE WHEN outcome = 'penalty' AND bench.chance(n, 21) < 0.004 THEN 'in_review' ELSE 'none' END,
    '{}', 'browser', entered, entered, 1, o.clerk_id, o.agency_id, m.id
-- OFFSET 0 keeps each step from being computed once for every use of it.
FROM generate_series(%(first)s::bigint, %(last)s) n
CROSS JOIN LATERAL (
    SELECT %(now)s::timestamptz - interval '1 minute' - (%(cases)s - n) * (interval '1825 days' / %(cases)s) AS entered,
           -- The last agency has eight cases, the first every fifth.
           CASE WHEN n %% (%(cases)s / 8) = 0 THEN 59
                ELSE floor(59 * power(bench.chance(n, 10), 2.6)) END AS rank,
           bench.chance(n, 11) AS fate
    OFFSET 0
) a
CROSS JOIN LATERAL (
    SELECT entered::date - (bench.chance(n, 12) * 5)::int AS filed, extract(year FROM entered) AS year
    OFFSET 0
) b
CROSS JOIN LATERAL (
    SELECT filed - (bench.chance(n, 13) * 60)::int AS conduct,
           CASE WHEN bench.chance(n, 15) < 0.99
                THEN nullif(least(filed + 8 + (bench.chance(n, 14) * 95)::int, %(today)s::date + 1),
                            %(today)s::date + 1) END AS decided
    OFFSET 0
) c
CROSS JOIN LATERAL (
    SELECT CASE WHEN decided IS NULL THEN '' WHEN bench.chance(n, 16) < 0.9 THEN 'penalty'
                WHEN bench.chance(n, 16) < 0.97 THEN 'no_penalty'
                WHEN bench.chance(n, 16) < 0.99 THEN 'unfounded' ELSE 'to_judicial' END AS outcome
    OFFSET 0
) d
CROSS JOIN LATERAL (
    SELECT CASE WHEN outcome = 'penalty' AND bench.chance(n, 17) < 0.85
                THEN round(exp(6 + 5 * bench.chance(n, 18))::numeric, -2) ELSE 0 END AS fine,
           CASE WHEN outcome = 'penalty' AND decided + 6 < %(today)s::date
                THEN decided + 1 + (bench.chance(n, 19) * 5)::int END AS served
    OFFSET 0
) f
CROSS JOIN LATERAL (
    -- fate: most pay; then the court, a deferral, a part, nothing.
    SELECT CASE WHEN served + 20 > %(today)s::date OR served IS NULL THEN 0 WHEN fate < 0.92 THEN fine
                WHEN fate BETWEEN 0.97 AND 0.98 THEN round(fine / 2, 2) ELSE 0 END AS paid
    OFFSET 0
) g
CROSS JOIN LATERAL (
    SELECT CASE WHEN outcome NOT IN ('', 'penalty') THEN decided + 3
                WHEN outcome = 'penalty' AND paid >= fine AND served IS NOT NULL THEN served + 18
                END AS closing
    OFFSET 0
) h
CROSS JOIN LATERAL (SELECT CASE WHEN closing < %(today)s::date THEN closing END AS closed OFFSET 0) i
CROSS JOIN LATERAL (
    SELECT bench.pick(%(towns)s::text[], n, 22) || bench.pick_common(%(roads)s::text[], n, 23)
           || 1 + floor(200 * bench.chance(n, 24)) || '号' AS place
    OFFSET 0
) j
JOIN bench.owner o ON o.rank = a.rank
JOIN bench.matter m ON m.slot = n %% %(matters)s
CROSS JOIN LATERAL (
    SELECT filed || bench.pick_common(%(openings)s::text[], n, 25)
           || bench.pick_common(%(findings)s::text[], n, 26)
           || bench.pick_common(%(endings)s::text[], n, 27) AS template
    OFFSET 0
) k
CROSS JOIN LATERAL (
    SELECT replace(replace(replace(replace(replace(replace(replace(replace(k.template,
        '{place}', place), '{matter}', m.name),
        '{goods}', bench.pick_common(%(goods)s::text[], n, 28)),
        '{number}', (1 + floor(300 * power(bench.chance(n, 29), 2)))::text),
        '{unit}', bench.pick(%(units)s::text[], n, 35)),
        '{amount}', (10 + floor(90000 * power(bench.chance(n, 36), 3)))::text),
        '{since}', conduct::text),
        '{witness}', bench.pick_common(%(surnames)s::text[], n, 37)
            || bench.letter(%(given)s, n, 38)) AS facts
    OFFSET 0
) told;

-- step: access
INSERT INTO cases_caseaccess (group_id, permission_id, content_object_id, profile, source,
    agreement_id, basis, grade_ceiling, granted_by_id, granted_at, expires_at, named_only,
    entered_at, is_open)
SELECT o.group_id, %(permission)s, c.id, 'owner', 'ownership', NULL, '本机关办理的案件', 4,
    o.clerk_id, c.entered_at, NULL::timestamptz, false, c.entered_at, c.closed_on IS NULL
FROM cases_case c JOIN bench.owner o ON o.agency_id = c.owner_id
WHERE c.id BETWEEN %(first)s AND %(last)s
UNION ALL
SELECT a.group_id, %(permission)s, c.id, 'supervisor', 'agreement', a.id, a.legal_basis,
    a.grade_ceiling, NULL, c.entered_at, NULL, false, c.entered_at, c.closed_on IS NULL
FROM cases_case c JOIN bench.agreement a ON a.provider_id = c.owner_id
WHERE c.id BETWEEN %(first)s AND %(last)s
UNION ALL
-- 8 %% are shared with one to four more agencies, a fifth of that for a time.
SELECT DISTINCT ON (c.id, o.group_id) o.group_id, %(permission)s, c.id,
    CASE WHEN c.id %% 2 = 0 THEN 'handler' ELSE 'follower' END, 'referral', NULL::bigint,
    '案件移送', 3, NULL::bigint, c.entered_at,
    CASE WHEN bench.chance(c.id * 5 + k, 32) < 0.2
         THEN %(now)s::timestamptz + (bench.chance(c.id * 5 + k, 33) - 0.5) * interval '400 days' END,
    false, c.entered_at, c.closed_on IS NULL
FROM cases_case c
CROSS JOIN generate_series(1, 1 + (bench.chance(c.id, 31) * 3)::int) k
JOIN bench.owner o ON o.rank = floor(59 * bench.chance(c.id * 5 + k, 34))
WHERE c.id BETWEEN %(first)s AND %(last)s
    AND bench.chance(c.id, 30) < 0.08 AND o.agency_id <> c.owner_id;

-- step: parties
INSERT INTO cases_party (case_id, kind, name, name_key, name_initials, identifier_type, identifier,
    identifier_hash, identity_id, representative, address, phone)
SELECT c.id, e.kind, e.name, e.name, e.initials, token.type, token.identifier, e.hash, e.id + 1, '', '', ''
FROM cases_case c
CROSS JOIN generate_series(1, CASE WHEN bench.chance(c.id, 40) < 0.06 THEN 2 ELSE 1 END) k
JOIN bench.entity e
    ON e.id = floor(%(entities)s * power(bench.chance(c.id * 2 + k, 41), 1.3))
JOIN bench.token token ON token.slot = e.id %% 200 AND token.is_natural = (e.kind = 'natural')
WHERE c.id BETWEEN %(first)s AND %(last)s;

-- step: officers, provisions, penalties, payments, what followed
INSERT INTO cases_officer (case_id, name, certificate_no)
SELECT c.id, '执法员' || c.id %% 40 + k, '3399' || c.id %% 40 + k
FROM cases_case c CROSS JOIN generate_series(1, 2) k WHERE c.id BETWEEN %(first)s AND %(last)s;
INSERT INTO cases_legalbasis (case_id, use, law_title, article, original)
SELECT id, 'penalised', '中华人民共和国行政处罚法', id %% 86 + 1, '' FROM cases_case
WHERE id BETWEEN %(first)s AND %(last)s AND outcome = 'penalty';
INSERT INTO cases_penalty (case_id, kind, amount, detail)
SELECT id, kind, CASE WHEN kind = 'fine' THEN fine_total END, ''
FROM cases_case CROSS JOIN unnest(penalty_kinds) kind WHERE id BETWEEN %(first)s AND %(last)s;
INSERT INTO cases_payment (case_id, amount, paid_on, receipt_no)
SELECT id, paid_total, served_on + 12, '' FROM cases_case
WHERE id BETWEEN %(first)s AND %(last)s AND paid_total > 0;
INSERT INTO cases_executionstep (case_id, kind, done_on, number)
SELECT id, 'court_application', served_on + 200, '' FROM cases_case
WHERE id BETWEEN %(first)s AND %(last)s AND execution_status = 'applied';
INSERT INTO cases_deferral (case_id, approved_on, plan_end, plan)
SELECT id, served_on + 5, served_on + 120, '' FROM cases_case
WHERE id BETWEEN %(first)s AND %(last)s AND execution_status = 'deferred';
INSERT INTO cases_remedy (case_id, kind, body, filed_on, number, outcome)
SELECT id, 'reconsideration', '压测县人民政府', decided_on + 30, '', ''
FROM cases_case
WHERE id BETWEEN %(first)s AND %(last)s AND remedy_status = 'in_review';

-- step: numbers in the systems of the twenty largest agencies
INSERT INTO cases_externalkey (agency_id, system, external_id, case_id, made_at)
SELECT c.owner_id, 'bench', 'OLD-' || c.id, c.id, c.entered_at
FROM cases_case c JOIN bench.owner o ON o.agency_id = c.owner_id AND o.rank < 20
WHERE c.id BETWEEN %(first)s AND %(last)s;

-- step: clocks and to-dos
-- Of periods that ended, those to decide and to pay are kept, as of a county that typed its
-- cases; of the others what still runs. bench.finish says when each ends.
WITH clock AS (
    INSERT INTO deadlines_clock (rule_id, rule_key, subject_type, subject_id, slot, agency_id,
        started_on, raw_due_on, due_on, provisional, lapses, closed_on, void, adjusted, rung,
        next_at, failures, created_at)
    SELECT f.rule_id, s.key, 'case', c.id, 0, c.owner_id, s.started, f.raw, f.due, f.provisional,
        s.lapses, s.closed, false, false,
        CASE WHEN s.closed IS NULL THEN f.rung END, CASE WHEN s.closed IS NULL THEN f.next_at END,
        0, c.entered_at
    FROM cases_case c
    LEFT JOIN bench.may_apply a ON a.served = c.served_on
    CROSS JOIN LATERAL (
        SELECT c.outcome = 'penalty' AS penalised, c.procedure <> 'simple' AS ordinary,
               c.sector = 'police' AS police, c.sector = 'market' AS market,
               c.remedy_status = 'in_review' AS in_review,
               c.fine_total > 0 AND c.outcome = 'penalty' AS fined
        OFFSET 0
    ) is_
    CROSS JOIN LATERAL (
        VALUES
            (CASE WHEN is_.police THEN 'ap.decision.psb_order' ELSE 'ap.decision' END,
             CASE WHEN is_.ordinary THEN c.filed_on END, c.decided_on, false),
            ('ap.pay', CASE WHEN is_.fined THEN c.served_on END,
             CASE WHEN c.paid_total >= c.fine_total THEN c.served_on + 12
                  WHEN c.execution_status = 'deferred' THEN c.served_on + 5 END, false),
            ('ap.service', CASE WHEN is_.penalised AND is_.ordinary AND NOT is_.police
                AND c.served_on IS NULL THEN c.decided_on END, NULL, false),
            (CASE WHEN is_.market THEN 'ap.publish.samr' ELSE 'ap.publish' END,
             CASE WHEN is_.penalised AND is_.ordinary AND NOT is_.police
                AND coalesce(c.published_on, c.closed_on) IS NULL THEN c.decided_on END,
             NULL, false),
            ('ap.remedy_review', CASE WHEN is_.penalised AND NOT is_.in_review
                AND c.closed_on IS NULL THEN c.served_on END, NULL, true),
            ('ap.remedy_sue', CASE WHEN is_.penalised AND NOT is_.in_review
                AND c.closed_on IS NULL THEN c.served_on END, NULL, true),
            -- What was applied for or deferred is left out: other days count there.
            ('nl.apply', CASE WHEN is_.fined AND NOT is_.in_review AND c.closed_on IS NULL
                AND c.execution_status IN ('pending', 'partial') THEN a.started END, NULL, false)
    ) s (key, started, closed, lapses)
    JOIN bench.finish f ON f.key = s.key AND f.started = s.started
    WHERE c.id BETWEEN %(first)s AND %(last)s
      AND (s.closed IS NOT NULL OR f.due >= %(today)s::date OR NOT s.lapses)
    RETURNING id, rule_key, agency_id, subject_id, started_on, due_on, lapses, closed_on
)
INSERT INTO inbox_todo (kind, key, agency_id, post, subject_type, subject_id, due_on, raised_at,
    outcome, settle_reason, handed_note)
SELECT 'clock.' || t.phase || '.' || k.rule_key,
    concat_ws(':', 'clock', k.id, k.agency_id, t.post, k.due_on, t.rung), k.agency_id, t.post,
    'case', k.subject_id, k.due_on, t.at, '', '', ''
FROM clock k JOIN bench.told t ON t.key = k.rule_key AND t.started = k.started_on
WHERE k.closed_on IS NULL AND NOT k.lapses;

-- Up to a million open clocks more; those of other subjects are still to come.
INSERT INTO deadlines_clock (rule_id, rule_key, subject_type, subject_id, slot, agency_id,
    started_on, raw_due_on, due_on, provisional, lapses, void, adjusted, rung, next_at, failures,
    created_at)
SELECT f.rule_id, f.key, 'bench', n, 0, 0, f.started, f.raw, f.due, f.provisional, false, false,
    false, f.rung, f.next_at, 0, %(now)s::timestamptz
FROM generate_series(%(first)s::bigint, least(%(last)s, 1000000)) n
JOIN bench.finish f ON f.key = %(others)s AND f.started = %(today)s::date - (n %% 700)::int;
