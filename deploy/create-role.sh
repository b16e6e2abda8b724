#!/bin/sh
# Run once by the database's image on an empty volume. The platform's role is no
# superuser, so that row-level security binds it.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$XIANJIE_PASSWORD" --username postgres <<'SQL'
CREATE ROLE xianjie LOGIN PASSWORD :'password';
CREATE DATABASE xianjie OWNER xianjie;
SQL
