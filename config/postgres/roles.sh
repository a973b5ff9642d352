#!/bin/sh
# Run once by the postgres image, as superuser: the two roles and the owner's database.
set -e
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres \
    -v owner_password="$DATABASE_OWNER_PASSWORD" -v app_password="$DATABASE_APP_PASSWORD" <<'SQL'
CREATE ROLE nyttiggjort_owner LOGIN PASSWORD :'owner_password';
CREATE ROLE nyttiggjort_app LOGIN PASSWORD :'app_password';
-- Lets the owner write the redaction procedure (organisation/audit).
GRANT SET ON PARAMETER app.redacting TO nyttiggjort_owner;
CREATE DATABASE nyttiggjort OWNER nyttiggjort_owner;
SQL
