-- %(cases)s cases over five years up to today. Everything follows from the number of
-- the case through bench_random, so that a second fill gives the same county.

-- step: people and companies
CREATE FUNCTION pg_temp.chance(n bigint, salt int) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(n, salt) & 1048575) / 1048576.0;

CREATE FUNCTION pg_temp.letter(letters text, n bigint, salt int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substr(letters, 1 + (pg_temp.chance(n, salt) * length(letters))::int %% length(letters), 1);

CREATE TEMP TABLE bench_entity AS
SELECT e.id, e.kind, named.name, token.identifier, token.type,
       CASE WHEN e.id < 200 THEN token.hash
            ELSE md5(e.id::text) || md5('x' || e.id) END AS hash
FROM (
    SELECT id, CASE WHEN pg_temp.chance(id, 1) < 0.55 THEN 'natural'
                    WHEN pg_temp.chance(id, 1) < 0.75 THEN 'sole_trader'
                    ELSE 'organisation' END AS kind
    FROM generate_series(0, (%(cases)s * 0.45)::bigint) id
) e
CROSS JOIN LATERAL (
    SELECT pg_temp.letter(%(surnames)s, e.id, 2) AS surname,
           pg_temp.letter(%(given)s, e.id, 3) || CASE WHEN pg_temp.chance(e.id, 5) < 0.15 THEN ''
               ELSE pg_temp.letter(%(given)s, e.id, 4) END AS given,
           pg_temp.letter(%(brands)s, e.id, 6) || pg_temp.letter(%(brands)s, e.id, 7) AS brand,
           (%(towns)s::text[])[1 + floor(pg_temp.chance(e.id, 8) * 12)] AS town,
           (%(trades)s::text[])[1 + floor(pg_temp.chance(e.id, 9) * 20)] AS trade
) word
CROSS JOIN LATERAL (
    SELECT CASE e.kind WHEN 'natural' THEN word.surname || word.given
                       WHEN 'sole_trader' THEN word.town || word.brand || word.trade || '店'
                       ELSE '压测县' || word.brand || word.trade || '有限公司' END AS name
) named
JOIN bench_token token ON token.slot = e.id %% 200 AND token.is_natural = (e.kind = 'natural');
ALTER TABLE bench_entity ADD PRIMARY KEY (id);

-- step: cases
INSERT INTO cases_case (id, file_number, file_key, source, found_on, filed_on, procedure, cause,
    sector, facts, conduct_from, conduct_place, amount_involved, outcome, decision_number,
    decision_key, decided_on, decision_content, collectively_discussed, legally_reviewed,
    penalty_kinds, fine_total, confiscated_total, paid_total, served_on, service_method, closed_on,
    closing_reason, penalty_status, execution_status, remedy_status, missing, channel,
    entered_at, changed_at, version, entered_by_id, owner_id, matter_id)
SELECT n, o.prefix || '立〔' || year || '〕' || n || '号', o.prefix || '立〔' || year || '〕' || n || '号',
    'inspection', filed, filed, CASE WHEN pg_temp.chance(n, 20) < 0.3 THEN 'simple' ELSE 'ordinary' END,
    m.name || '案', o.sector, '检查人员于' || filed || '在当事人经营场所检查时发现' || m.name
        || '的情形，现场清点涉案物品' || n %% 97 || '件，当事人对上述事实供认不讳，'
        || '有现场检查笔录、询问笔录、照片和进货票据为证。',
    conduct, o.short_name || '辖区' || n %% 300 || '号', fine * 2,
    outcome, CASE WHEN decided IS NULL THEN '' ELSE o.prefix || '罚〔' || year || '〕' || n || '号' END,
    CASE WHEN decided IS NULL THEN '' ELSE o.prefix || '罚〔' || year || '〕' || n || '号' END,
    decided, CASE WHEN fine > 0 THEN '罚款' || fine || '元' ELSE '警告' END, false, true,
    CASE WHEN outcome <> 'penalty' THEN '{}' WHEN fine > 0 THEN '{fine}' ELSE '{warning}' END::varchar[],
    fine, 0, paid, served, CASE WHEN served IS NULL THEN '' ELSE 'direct' END, closed,
    CASE WHEN closed IS NULL THEN '' ELSE '执行完毕' END,
    CASE WHEN closed IS NOT NULL THEN 'closed' WHEN outcome = 'penalty' THEN 'decided'
         WHEN outcome = 'no_penalty' THEN 'not_penalised' WHEN outcome = '' THEN 'investigating'
         ELSE outcome END,
    CASE WHEN outcome <> 'penalty' OR fine = 0 THEN 'none' WHEN paid >= fine THEN 'performed'
         WHEN served IS NULL THEN 'unserved' WHEN fate < 0.96 THEN 'applied'
         WHEN fate < 0.97 THEN 'deferred' WHEN paid > 0 THEN 'partial' ELSE 'pending' END,
    CASE WHEN outcome = 'penalty' AND pg_temp.chance(n, 21) < 0.004 THEN 'in_review' ELSE 'none' END,
    '{}', 'browser', entered, entered, 1, o.clerk_id, o.agency_id, m.id
-- OFFSET 0 keeps each step from being computed once for every use of it.
FROM generate_series(1, %(cases)s) n
CROSS JOIN LATERAL (
    SELECT now() - interval '1 minute' - (%(cases)s - n) * (interval '1825 days' / %(cases)s) AS entered,
           -- The last agency has eight cases, the first every fifth.
           CASE WHEN n %% (%(cases)s / 8) = 0 THEN 59
                ELSE floor(59 * power(pg_temp.chance(n, 10), 2.6)) END AS rank,
           pg_temp.chance(n, 11) AS fate
    OFFSET 0
) a
CROSS JOIN LATERAL (
    SELECT entered::date - (pg_temp.chance(n, 12) * 5)::int AS filed, extract(year FROM entered) AS year
    OFFSET 0
) b
CROSS JOIN LATERAL (
    SELECT filed - (pg_temp.chance(n, 13) * 60)::int AS conduct,
           CASE WHEN pg_temp.chance(n, 15) < 0.99
                THEN nullif(least(filed + 8 + (pg_temp.chance(n, 14) * 95)::int, current_date + 1),
                            current_date + 1) END AS decided
    OFFSET 0
) c
CROSS JOIN LATERAL (
    SELECT CASE WHEN decided IS NULL THEN '' WHEN pg_temp.chance(n, 16) < 0.9 THEN 'penalty'
                WHEN pg_temp.chance(n, 16) < 0.97 THEN 'no_penalty'
                WHEN pg_temp.chance(n, 16) < 0.99 THEN 'unfounded' ELSE 'to_judicial' END AS outcome
    OFFSET 0
) d
CROSS JOIN LATERAL (
    SELECT CASE WHEN outcome = 'penalty' AND pg_temp.chance(n, 17) < 0.85
                THEN round(exp(6 + 5 * pg_temp.chance(n, 18))::numeric, -2) ELSE 0 END AS fine,
           CASE WHEN outcome = 'penalty' AND decided + 6 < current_date
                THEN decided + 1 + (pg_temp.chance(n, 19) * 5)::int END AS served
    OFFSET 0
) f
CROSS JOIN LATERAL (
    -- fate: most pay; then the court, a deferral, a part, nothing.
    SELECT CASE WHEN served + 20 > current_date OR served IS NULL THEN 0 WHEN fate < 0.92 THEN fine
                WHEN fate BETWEEN 0.97 AND 0.98 THEN round(fine / 2, 2) ELSE 0 END AS paid
    OFFSET 0
) g
CROSS JOIN LATERAL (
    SELECT CASE WHEN outcome NOT IN ('', 'penalty') THEN decided + 3
                WHEN outcome = 'penalty' AND paid >= fine AND served IS NOT NULL THEN served + 18
                END AS closing
    OFFSET 0
) h
CROSS JOIN LATERAL (SELECT CASE WHEN closing < current_date THEN closing END AS closed OFFSET 0) i
JOIN bench_owner o ON o.rank = a.rank
JOIN bench_matter m ON m.slot = n %% %(matters)s;

-- step: access
INSERT INTO cases_caseaccess (group_id, permission_id, content_object_id, profile, source,
    agreement_id, basis, grade_ceiling, granted_by_id, granted_at, expires_at, named_only,
    entered_at, is_open)
SELECT o.group_id, %(permission)s, c.id, 'owner', 'ownership', NULL, '本机关办理的案件', 4,
    o.clerk_id, c.entered_at, NULL::timestamptz, false, c.entered_at, c.closed_on IS NULL
FROM cases_case c JOIN bench_owner o ON o.agency_id = c.owner_id
UNION ALL
SELECT a.group_id, %(permission)s, c.id, 'supervisor', 'agreement', a.id, a.legal_basis,
    a.grade_ceiling, NULL, c.entered_at, NULL, false, c.entered_at, c.closed_on IS NULL
FROM cases_case c JOIN bench_agreement a ON a.provider_id = c.owner_id
UNION ALL
-- 8 %% are shared with one to four more agencies, a fifth of that for a time.
SELECT DISTINCT ON (c.id, o.group_id) o.group_id, %(permission)s, c.id,
    CASE WHEN c.id %% 2 = 0 THEN 'handler' ELSE 'follower' END, 'referral', NULL::bigint,
    '案件移送', 3, NULL::bigint, c.entered_at,
    CASE WHEN pg_temp.chance(c.id * 5 + k, 32) < 0.2
         THEN now() + (pg_temp.chance(c.id * 5 + k, 33) - 0.5) * interval '400 days' END,
    false, c.entered_at, c.closed_on IS NULL
FROM cases_case c
CROSS JOIN generate_series(1, 1 + (pg_temp.chance(c.id, 31) * 3)::int) k
JOIN bench_owner o ON o.rank = floor(59 * pg_temp.chance(c.id * 5 + k, 34))
WHERE pg_temp.chance(c.id, 30) < 0.08 AND o.agency_id <> c.owner_id;

-- step: parties
INSERT INTO cases_party (case_id, kind, name, name_key, identifier_type, identifier,
    identifier_hash, representative, address, phone)
SELECT c.id, e.kind, e.name, e.name, e.type, e.identifier, e.hash, '', '', ''
FROM cases_case c
CROSS JOIN generate_series(1, CASE WHEN pg_temp.chance(c.id, 40) < 0.06 THEN 2 ELSE 1 END) k
JOIN bench_entity e
    ON e.id = floor(%(cases)s * 0.45 * power(pg_temp.chance(c.id * 2 + k, 41), 1.3));

-- step: officers, provisions, penalties, payments, what followed
INSERT INTO cases_officer (case_id, name, certificate_no)
SELECT c.id, '执法员' || c.id %% 40 + k, '3399' || c.id %% 40 + k
FROM cases_case c CROSS JOIN generate_series(1, 2) k;
INSERT INTO cases_legalbasis (case_id, use, law_title, article, original)
SELECT id, 'penalised', '中华人民共和国行政处罚法', id %% 86 + 1, '' FROM cases_case WHERE outcome = 'penalty';
INSERT INTO cases_penalty (case_id, kind, amount, detail)
SELECT id, kind, CASE WHEN kind = 'fine' THEN fine_total END, ''
FROM cases_case CROSS JOIN unnest(penalty_kinds) kind;
INSERT INTO cases_payment (case_id, amount, paid_on, receipt_no)
SELECT id, paid_total, served_on + 12, '' FROM cases_case WHERE paid_total > 0;
INSERT INTO cases_executionstep (case_id, kind, done_on, number)
SELECT id, 'court_application', served_on + 200, '' FROM cases_case WHERE execution_status = 'applied';
INSERT INTO cases_deferral (case_id, approved_on, plan_end, plan)
SELECT id, served_on + 5, served_on + 120, '' FROM cases_case WHERE execution_status = 'deferred';
INSERT INTO cases_remedy (case_id, kind, body, filed_on, number, outcome)
SELECT id, 'reconsideration', '压测县人民政府', decided_on + 30, '', ''
FROM cases_case WHERE remedy_status = 'in_review';

-- step: clocks
INSERT INTO deadlines_clock (rule_id, rule_key, subject_type, subject_id, agency_id, started_on,
    raw_due_on, due_on, provisional, closed_on, overdue_claimed_at, failures, created_at)
SELECT r.id, r.key, 'case', c.id, c.owner_id, s.started, s.due, s.due, false, s.closed,
    CASE WHEN s.closed IS NULL AND s.due < current_date THEN s.due + interval '1 day' END, 0, c.entered_at
FROM cases_case c
CROSS JOIN LATERAL (
    VALUES ('ap.decision', c.filed_on, c.filed_on + 90, c.decided_on),
           ('ap.pay', CASE WHEN c.fine_total > 0 THEN c.served_on END, c.served_on + 15,
            CASE WHEN c.paid_total >= c.fine_total THEN c.served_on + 12
                 WHEN c.execution_status = 'deferred' THEN c.served_on + 5 END)
) s (key, started, due, closed)
JOIN deadlines_deadlinerule r ON r.key = s.key AND r.effective_to IS NULL
WHERE s.started IS NOT NULL;
-- As many open clocks as cases; those of other subjects are still to come.
INSERT INTO deadlines_clock (rule_id, rule_key, subject_type, subject_id, agency_id, started_on,
    raw_due_on, due_on, provisional, failures, created_at)
SELECT r.id, r.key, 'bench', n, 0, current_date, d.due, d.due, false, 0, now()
FROM generate_series(1, %(cases)s) n
CROSS JOIN LATERAL (SELECT current_date + 30 + (n %% 700)::int AS due) d
JOIN deadlines_deadlinerule r ON r.key = 'ap.pay' AND r.effective_to IS NULL;

-- step: to-dos
INSERT INTO inbox_todo (kind, key, agency_id, post, subject_type, subject_id, due_on, raised_at,
    outcome, settle_reason)
SELECT CASE k.rule_key WHEN 'ap.pay' THEN 'case.payment_overdue' ELSE 'case.decision_overdue' END,
    'clock:' || k.id || ':' || k.due_on || ':' || p.post, k.agency_id, p.post, 'case', k.subject_id,
    k.due_on, k.due_on + interval '1 day', '', ''
FROM deadlines_clock k CROSS JOIN (VALUES ('handler'), ('leader')) p (post)
WHERE k.overdue_claimed_at IS NOT NULL AND k.closed_on IS NULL;

-- step: numbers to go on from
SELECT setval(pg_get_serial_sequence('cases_case', 'id'), %(cases)s);
