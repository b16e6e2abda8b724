-- Whom cases are about. Everything follows from a number and the seed through bench.chance,
-- so that a second fill with the same seed, on the same day, gives the same county.

-- step: chance
CREATE FUNCTION bench.chance(n bigint, salt int) RETURNS float8
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN (hashint8extended(n, salt + 1000 * %(seed)s) & 1048575) / 1048576.0;

CREATE FUNCTION bench.pick(words text[], n bigint, salt int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words[1 + floor(cardinality(words) * bench.chance(n, salt))::int];

-- The first words are met most often, as in life.
CREATE FUNCTION bench.pick_common(words text[], n bigint, salt int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN words[1 + floor(cardinality(words) * power(bench.chance(n, salt), 2.2))::int];

CREATE FUNCTION bench.letter(letters text, n bigint, salt int) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
RETURN substr(letters, 1 + floor(length(letters) * bench.chance(n, salt))::int, 1);

-- step: people and companies
CREATE TABLE bench.entity AS
SELECT e.id, e.kind, named.name, translate(named.name, %(letters)s, %(initials)s) AS initials,
       token.type,
       CASE WHEN e.id < 200 THEN token.hash ELSE md5(e.id::text) || md5('x' || e.id) END AS hash
FROM (
    SELECT id, CASE WHEN bench.chance(id, 1) < 0.55 THEN 'natural'
                    WHEN bench.chance(id, 1) < 0.75 THEN 'sole_trader'
                    ELSE 'organisation' END AS kind
    FROM generate_series(0, %(entities)s - 1) id
) e
CROSS JOIN LATERAL (
    -- Two, three or four characters.
    SELECT CASE WHEN bench.chance(e.id, 2) < 0.03 THEN bench.pick(%(double_surnames)s::text[], e.id, 3)
                ELSE bench.pick_common(%(surnames)s::text[], e.id, 3) END AS surname,
           bench.letter(%(given)s, e.id, 4) || CASE WHEN bench.chance(e.id, 5) < 0.15 THEN ''
               ELSE bench.letter(%(given)s, e.id, 6) END AS given,
           bench.letter(%(brands)s, e.id, 7) || bench.letter(%(brands)s, e.id, 8) AS brand,
           bench.pick(%(towns)s::text[], e.id, 9) AS town,
           bench.pick_common(%(trades)s::text[], e.id, 10) AS trade
    OFFSET 0
) word
CROSS JOIN LATERAL (
    SELECT CASE e.kind WHEN 'natural' THEN word.surname || word.given
                       WHEN 'sole_trader' THEN word.town || word.brand || word.trade || '店'
                       ELSE '压测县' || word.brand || word.trade || '有限公司' END AS name
) named
JOIN bench.token token ON token.slot = e.id %% 200 AND token.is_natural = (e.kind = 'natural');
ALTER TABLE bench.entity ADD PRIMARY KEY (id);
ANALYZE bench.entity;

-- step: identities
INSERT INTO cases_identity (id, root_id, identifier_type, identifier_hash)
SELECT id + 1, id + 1, type, hash FROM bench.entity;
SELECT setval(pg_get_serial_sequence('cases_identity', 'id'), %(entities)s);
