-- The ground everything stands on: roles, settings, tax and exchange rates, request keys, and the sealed audit trail.

-- Roles belong to the whole server: another database of it may have made them, or be making them right now.
DO $$
DECLARE
    name text;
BEGIN
    FOREACH name IN ARRAY ARRAY['nephrite_owner', 'nephrite_app', 'nephrite_report'] LOOP
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = name) THEN
            BEGIN
                EXECUTE format('CREATE ROLE %I NOLOGIN', name);
            EXCEPTION WHEN duplicate_object OR unique_violation THEN
                NULL;
            END;
        END IF;
    END LOOP;
END
$$;

DO $$
BEGIN
    -- Who sets this up may act as each of the roles; a superuser may anyway.
    IF NOT (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        EXECUTE format('GRANT nephrite_owner, nephrite_app, nephrite_report TO %I', current_user);
    END IF;
    EXECUTE format('GRANT CREATE ON DATABASE %I TO nephrite_owner', current_database());
END
$$;

SET LOCAL ROLE nephrite_owner;
CREATE SCHEMA IF NOT EXISTS nephrite;
COMMENT ON SCHEMA nephrite IS 'Nephrite: product catalog and wholesale order manager';

REVOKE ALL ON SCHEMA nephrite FROM PUBLIC;
GRANT USAGE ON SCHEMA nephrite TO nephrite_app, nephrite_report;
ALTER DEFAULT PRIVILEGES IN SCHEMA nephrite GRANT SELECT ON TABLES TO nephrite_app, nephrite_report;
ALTER DEFAULT PRIVILEGES IN SCHEMA nephrite GRANT USAGE ON SEQUENCES TO nephrite_app;
-- Without IN SCHEMA: what everyone is granted by default can only be taken away for all schemas at once.
ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
ALTER DEFAULT PRIVILEGES IN SCHEMA nephrite GRANT EXECUTE ON FUNCTIONS TO nephrite_app, nephrite_report;

SET search_path = nephrite, pg_temp;

-- What was done to the schema, by whom the program checks itself.

CREATE TABLE schema_migration (
    number integer CONSTRAINT schema_migration_pk PRIMARY KEY,
    name text NOT NULL CONSTRAINT schema_migration_name_unique UNIQUE,
    sha256 text NOT NULL CONSTRAINT schema_migration_sha256_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    applied_at timestamptz NOT NULL DEFAULT now(),
    applied_by text NOT NULL DEFAULT session_user
);
COMMENT ON TABLE schema_migration IS 'Migrations applied, with the digest of the file as it was then';

-- Settings: one table for the company and every switch.

CREATE TABLE setting (
    key text CONSTRAINT setting_pk PRIMARY KEY
        CONSTRAINT setting_key_form CHECK (key ~ '^[a-z][a-z0-9_]*$'),
    value text NOT NULL,
    note text NOT NULL
);
COMMENT ON TABLE setting IS 'Company, base currency, time zone, tax ids, bank: one row a key';
INSERT INTO setting (key, value, note) VALUES
    ('company_name', '', 'Name on documents'),
    ('company_address', '', 'Address on documents, lines separated by line feeds'),
    ('company_country', 'DE', 'ISO 3166-1 alpha-2 of the company, for tax'),
    ('base_currency', 'EUR', 'Currency of reports and valuation, ISO 4217'),
    ('time_zone', 'UTC', 'Zone in which a day begins and ends'),
    ('vat_id', '', 'Value added tax identification number'),
    ('bank_account', '', 'Account for payments to the company');
GRANT INSERT, UPDATE ON setting TO nephrite_app;

-- Tax: one table of rates by country and category, each valid from a day until the next.

CREATE TABLE tax_rate (
    country text NOT NULL CONSTRAINT tax_rate_country_form CHECK (country ~ '^[A-Z]{2}$'),
    category text NOT NULL CONSTRAINT tax_rate_category_known CHECK (category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
    valid_from date NOT NULL,
    rate_percent numeric(6, 3) NOT NULL CONSTRAINT tax_rate_percent_range CHECK (rate_percent BETWEEN 0 AND 100),
    CONSTRAINT tax_rate_pk PRIMARY KEY (country, category, valid_from),
    CONSTRAINT tax_rate_only_standard_positive CHECK (rate_percent = 0 OR category = 'S')
);
COMMENT ON TABLE tax_rate IS 'Percent by country, UNCL 5305 category and first day of validity';
GRANT INSERT, UPDATE, DELETE ON tax_rate TO nephrite_app;

-- Exchange rates: one table of dated rates.

CREATE TABLE exchange_rate (
    from_currency text NOT NULL CONSTRAINT exchange_rate_from_form CHECK (from_currency ~ '^[A-Z]{3}$'),
    to_currency text NOT NULL CONSTRAINT exchange_rate_to_form CHECK (to_currency ~ '^[A-Z]{3}$'),
    valid_on date NOT NULL,
    rate numeric(18, 8) NOT NULL CONSTRAINT exchange_rate_positive CHECK (rate > 0),
    CONSTRAINT exchange_rate_pk PRIMARY KEY (from_currency, to_currency, valid_on),
    CONSTRAINT exchange_rate_two_currencies CHECK (from_currency <> to_currency)
);
COMMENT ON TABLE exchange_rate IS 'Units of to_currency for one of from_currency, from a day until the next';
GRANT INSERT, UPDATE, DELETE ON exchange_rate TO nephrite_app;

-- Request keys: what was answered to a caller's key, so that repeating it gives the same answer.

CREATE TABLE request_key (
    command text NOT NULL,
    key text NOT NULL CONSTRAINT request_key_length CHECK (length(key) BETWEEN 1 AND 255),
    body_sha256 text NOT NULL CONSTRAINT request_key_sha256_hex CHECK (body_sha256 ~ '^[0-9a-f]{64}$'),
    answer text NOT NULL,
    exit_status integer NOT NULL,
    answered_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT request_key_pk PRIMARY KEY (command, key)
);
COMMENT ON TABLE request_key IS 'The first answer to each key, stored in the transaction it answers for';
GRANT INSERT ON request_key TO nephrite_app;

-- The audit trail: entries are only ever added; batches of committed entries are sealed into a chain of digests.

CREATE TABLE audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT audit_entry_pk PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    actor text NOT NULL DEFAULT session_user,
    action text NOT NULL,
    subject_kind text NOT NULL,
    subject text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}'
);
COMMENT ON TABLE audit_entry IS 'Who did what to what, one row a change; never altered';
COMMENT ON COLUMN audit_entry.actor IS 'The person the database session belongs to, not an argument';
CREATE INDEX audit_entry_subject ON audit_entry (subject_kind, subject);

CREATE TABLE audit_pending (
    entry_id bigint CONSTRAINT audit_pending_pk PRIMARY KEY
        CONSTRAINT audit_pending_entry REFERENCES audit_entry
);
COMMENT ON TABLE audit_pending IS 'Entries that are in no sealed batch yet';

CREATE TABLE audit_batch (
    id bigint CONSTRAINT audit_batch_pk PRIMARY KEY,
    entries bigint[] NOT NULL CONSTRAINT audit_batch_not_empty CHECK (cardinality(entries) > 0),
    previous_sha256 text NOT NULL,
    sha256 text NOT NULL CONSTRAINT audit_batch_sha256_hex CHECK (sha256 ~ '^[0-9a-f]{64}$'),
    sealed_at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE audit_batch IS 'Chain of digests over batches of entries: a change of any sealed row breaks it';

CREATE FUNCTION audit_refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'restrict_violation';
END
$$;
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER audit_batch_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_batch
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION audit_note_pending() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    INSERT INTO audit_pending (entry_id) SELECT id FROM added;
    RETURN NULL;
END
$$;
CREATE TRIGGER audit_entry_pending AFTER INSERT ON audit_entry
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION audit_note_pending();

CREATE FUNCTION audit_batch_digest(batch_entries bigint[], previous text) RETURNS text LANGUAGE sql STABLE
    SET search_path = nephrite, pg_temp AS $$
    SELECT encode(sha256(convert_to(previous || coalesce(string_agg(
        entry.id || '|' || to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') || '|' || entry.actor || '|'
        || entry.action || '|' || entry.subject_kind || '|' || entry.subject || '|' || entry.detail::text,
        E'\n' ORDER BY entry.id), ''), 'UTF8')), 'hex')
    FROM audit_entry AS entry WHERE entry.id = ANY (batch_entries)
$$;
COMMENT ON FUNCTION audit_batch_digest IS 'SHA-256 over the entries of a batch, chained to the batch before';

CREATE FUNCTION audit_seal() RETURNS integer LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    sealed bigint[];
    last_batch audit_batch;
BEGIN
    -- One sealer at a time; who comes second has nothing to wait for, the next one will seal its entries.
    IF NOT pg_try_advisory_xact_lock(hashtext('nephrite.audit_seal')) THEN
        RETURN 0;
    END IF;
    WITH taken AS (DELETE FROM audit_pending RETURNING entry_id)
    SELECT array_agg(entry_id ORDER BY entry_id) INTO sealed FROM taken;
    IF sealed IS NULL THEN
        RETURN 0;
    END IF;
    SELECT * INTO last_batch FROM audit_batch ORDER BY id DESC LIMIT 1;
    INSERT INTO audit_batch (id, entries, previous_sha256, sha256)
    VALUES (
        coalesce(last_batch.id, 0) + 1, sealed, coalesce(last_batch.sha256, ''),
        audit_batch_digest(sealed, coalesce(last_batch.sha256, '')));
    RETURN cardinality(sealed);
END
$$;
COMMENT ON FUNCTION audit_seal IS 'Seals all committed entries that are in no batch yet; answers how many';
GRANT INSERT ON audit_entry TO nephrite_app;
GRANT EXECUTE ON FUNCTION audit_seal(), audit_batch_digest(bigint[], text) TO nephrite_app;
