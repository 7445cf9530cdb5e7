-- Suppliers, their items by version and run, and the products they are offers of.

CREATE TABLE supplier (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT supplier_pk PRIMARY KEY,
    code text NOT NULL CONSTRAINT supplier_code_unique UNIQUE
        CONSTRAINT supplier_code_form CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    name text NOT NULL CONSTRAINT supplier_name_not_blank CHECK (name ~ '\S'),
    currency text NOT NULL CONSTRAINT supplier_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
    profile text,
    sku_prefix text CONSTRAINT supplier_sku_prefix_form CHECK (sku_prefix ~ '^[A-Za-z0-9._-]{1,32}$'),
    hold_price_change numeric(9, 3) NOT NULL DEFAULT 25
        CONSTRAINT supplier_hold_price_change_range CHECK (hold_price_change >= 0),
    hold_missing numeric(6, 3) NOT NULL DEFAULT 10
        CONSTRAINT supplier_hold_missing_range CHECK (hold_missing BETWEEN 0 AND 100),
    applied_run bigint,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE supplier IS 'Who offers items to us';
COMMENT ON COLUMN supplier.hold_price_change IS 'Percent beyond which a changed price waits for a person';
COMMENT ON COLUMN supplier.hold_missing IS 'Percent of the active items beyond which vanished ones wait for a person';
COMMENT ON COLUMN supplier.applied_run IS 'The latest run whose effect stands; a plan made before it is stale';
GRANT INSERT, UPDATE ON supplier TO nephrite_app;

CREATE TABLE import_run (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT import_run_pk PRIMARY KEY,
    supplier_id bigint NOT NULL CONSTRAINT import_run_supplier REFERENCES supplier,
    profile text,
    profile_sha256 text,
    settings text NOT NULL DEFAULT '',
    file_name text NOT NULL,
    file_sha256 text,
    file_bytes bigint,
    mode text CONSTRAINT import_run_mode_known CHECK (mode IN ('full', 'delta')),
    state text NOT NULL
        CONSTRAINT import_run_state_known CHECK (state IN ('planned', 'applied', 'rolled_back', 'stale', 'failed')),
    records integer NOT NULL DEFAULT 0,
    new_count integer NOT NULL DEFAULT 0,
    changed_count integer NOT NULL DEFAULT 0,
    unchanged_count integer NOT NULL DEFAULT 0,
    missing_count integer NOT NULL DEFAULT 0,
    missing_held_count integer NOT NULL DEFAULT 0,
    held_count integer NOT NULL DEFAULT 0,
    quarantined_count integer NOT NULL DEFAULT 0,
    findings_count integer NOT NULL DEFAULT 0,
    seconds numeric(12, 3) NOT NULL DEFAULT 0,
    sequence_number text,
    base_run bigint CONSTRAINT import_run_base REFERENCES import_run,
    previous_run bigint CONSTRAINT import_run_previous REFERENCES import_run,
    fault_code text,
    fault_message text,
    fault_line integer,
    planned_at timestamptz NOT NULL DEFAULT now(),
    applied_at timestamptz,
    rolled_back_at timestamptz,
    CONSTRAINT import_run_records_add_up CHECK (
        records = new_count + changed_count + unchanged_count + held_count + quarantined_count),
    CONSTRAINT import_run_missing_held_of_missing CHECK (missing_held_count BETWEEN 0 AND missing_count),
    CONSTRAINT import_run_applied_when CHECK ((applied_at IS NOT NULL) = (state IN ('applied', 'rolled_back'))),
    CONSTRAINT import_run_rolled_back_when CHECK ((rolled_back_at IS NOT NULL) = (state = 'rolled_back')),
    CONSTRAINT import_run_failed_says_why CHECK ((fault_code IS NOT NULL) = (state = 'failed'))
);
COMMENT ON TABLE import_run IS 'One reading of one file of one supplier, and what became of it';
COMMENT ON COLUMN import_run.base_run IS 'The supplier''s applied run the plan was made against';
COMMENT ON COLUMN import_run.previous_run IS 'The supplier''s applied run before this one was applied, for rolling back';
CREATE INDEX import_run_supplier_order ON import_run (supplier_id, id);
GRANT INSERT, UPDATE ON import_run TO nephrite_app;
ALTER TABLE supplier ADD CONSTRAINT supplier_applied_run FOREIGN KEY (applied_run) REFERENCES import_run;

CREATE TABLE supplier_item_version (
    run_id bigint NOT NULL CONSTRAINT supplier_item_version_run REFERENCES import_run,
    record integer NOT NULL,
    line integer NOT NULL,
    supplier_id bigint NOT NULL,
    part_number text NOT NULL CONSTRAINT supplier_item_version_part_number_length
        CHECK (length(part_number) BETWEEN 1 AND 255),
    change text NOT NULL CONSTRAINT supplier_item_version_change_known
        CHECK (change IN ('new', 'changed', 'missing', 'deleted')),
    previous_run bigint,
    previous_record integer,
    previous_status text,
    source_digest bigint NOT NULL,
    content_digest uuid NOT NULL,
    sku text,
    gtin text,
    manufacturer_part_number text,
    manufacturer text,
    brand text,
    buyer_part_number text,
    name text,
    description text,
    language text,
    keywords text[] NOT NULL DEFAULT '{}',
    category text,
    order_unit text,
    content_unit text,
    content_quantity numeric,
    min_quantity numeric,
    quantity_interval numeric,
    max_quantity numeric,
    lead_time_days numeric,
    country_of_origin text,
    hs_code text,
    length_mm numeric,
    width_mm numeric,
    thickness_mm numeric,
    mass_g numeric,
    material text,
    shape text,
    treatments text[] NOT NULL DEFAULT '{}',
    identity_basis text NOT NULL DEFAULT 'unknown',
    evidence text[] NOT NULL DEFAULT '{}'
        CONSTRAINT supplier_item_version_evidence_sevens CHECK (cardinality(evidence) % 7 = 0),
    pictures text[] NOT NULL DEFAULT '{}',
    prices text[] NOT NULL DEFAULT '{}'
        CONSTRAINT supplier_item_version_prices_eights CHECK (cardinality(prices) % 8 = 0),
    features text[] NOT NULL DEFAULT '{}'
        CONSTRAINT supplier_item_version_features_threes CHECK (cardinality(features) % 3 = 0),
    held_because text[] CONSTRAINT supplier_item_version_held_says_why CHECK (cardinality(held_because) > 0),
    accepted boolean CONSTRAINT supplier_item_version_accepted_was_held
        CHECK (accepted IS NULL OR held_because IS NOT NULL),
    CONSTRAINT supplier_item_version_pk PRIMARY KEY (run_id, record),
    CONSTRAINT supplier_item_version_previous_whole CHECK ((previous_run IS NULL) = (previous_record IS NULL)),
    CONSTRAINT supplier_item_version_new_has_no_previous CHECK (change <> 'new' OR previous_run IS NULL)
);
COMMENT ON TABLE supplier_item_version IS
    'What a run says of an item, in one row with its prices and features; it never changes, an item points at the version that holds';
COMMENT ON COLUMN supplier_item_version.record IS 'Record in the file; items that vanished are numbered on behind the last';
COMMENT ON COLUMN supplier_item_version.previous_status IS 'The item''s status before, which rolling back restores';
COMMENT ON COLUMN supplier_item_version.source_digest IS 'Over all that the profile reads of the record, as it stands in the file';
COMMENT ON COLUMN supplier_item_version.content_digest IS 'Over the normalised content; equal means unchanged';
COMMENT ON COLUMN supplier_item_version.prices IS
    'Eight for each price: kind, min_quantity, unit_price, amount, price_quantity, currency, valid_from, valid_to';
COMMENT ON COLUMN supplier_item_version.features IS 'Three for each feature: name, value, unit';
COMMENT ON COLUMN supplier_item_version.evidence IS 'Seven for each answer: subject, code, field, phrase, start, end, rule';
COMMENT ON COLUMN supplier_item_version.accepted IS 'For what is held: a person''s decision; null is none yet';
GRANT INSERT, UPDATE, DELETE ON supplier_item_version TO nephrite_app;

CREATE TABLE product (
    id bigint GENERATED BY DEFAULT AS IDENTITY CONSTRAINT product_pk PRIMARY KEY,
    sku text NOT NULL CONSTRAINT product_sku_unique UNIQUE
        CONSTRAINT product_sku_form CHECK (sku ~ '^[A-Za-z0-9._-]+$' AND length(sku) <= 300),
    status_set text CONSTRAINT product_status_known CHECK (status_set IN ('draft', 'active', 'discontinued')),
    created_run bigint,
    preferred_item bigint,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE product IS 'What we sell, by our own SKU; what it is stands in the versions of its supplier items';
COMMENT ON COLUMN product.status_set IS 'A person''s word on the status; without one it follows the supplier items';
COMMENT ON COLUMN product.created_run IS 'The import that made it, or null when a person did';
COMMENT ON COLUMN product.preferred_item IS 'The supplier item a person prefers';
GRANT INSERT, UPDATE, DELETE ON product TO nephrite_app;

CREATE TABLE supplier_item (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT supplier_item_pk PRIMARY KEY,
    supplier_id bigint NOT NULL,
    part_number text NOT NULL,
    status text NOT NULL CONSTRAINT supplier_item_status_known CHECK (status IN ('active', 'discontinued')),
    product_id bigint NOT NULL CONSTRAINT supplier_item_product REFERENCES product,
    version_run bigint NOT NULL,
    version_record integer NOT NULL,
    source_digest bigint NOT NULL,
    gtin text,
    manufacturer_part_number text,
    created_run bigint NOT NULL,
    CONSTRAINT supplier_item_part_number_unique UNIQUE (supplier_id, part_number)
);
COMMENT ON TABLE supplier_item IS 'What a supplier offers, by his part number: a pointer at the version that holds';
COMMENT ON COLUMN supplier_item.source_digest IS 'The version''s, or that of a later record found to say the same';
COMMENT ON COLUMN supplier_item.gtin IS 'The version''s, kept here so that matching reads narrow rows';
COMMENT ON COLUMN supplier_item.manufacturer_part_number IS 'The version''s, kept here so that matching reads narrow rows';
CREATE INDEX supplier_item_product_index ON supplier_item (product_id);
GRANT INSERT, UPDATE, DELETE ON supplier_item TO nephrite_app;
ALTER TABLE product ADD CONSTRAINT product_preferred_item FOREIGN KEY (preferred_item) REFERENCES supplier_item
    ON DELETE SET NULL;

-- What was noticed, and what waits for repair.

CREATE TABLE import_finding (
    run_id bigint NOT NULL CONSTRAINT import_finding_run REFERENCES import_run,
    record integer NOT NULL,
    line integer NOT NULL,
    part_number text NOT NULL,
    code text NOT NULL,
    field text NOT NULL,
    value text,
    message text NOT NULL
);
COMMENT ON TABLE import_finding IS 'What was worth telling about records that were taken';
CREATE INDEX import_finding_order ON import_finding (run_id, record);
GRANT INSERT, DELETE ON import_finding TO nephrite_app;

CREATE TABLE import_quarantine (
    run_id bigint NOT NULL CONSTRAINT import_quarantine_run REFERENCES import_run,
    record integer NOT NULL,
    line integer NOT NULL,
    part_number text,
    raw text NOT NULL,
    state text NOT NULL DEFAULT 'waiting'
        CONSTRAINT import_quarantine_state_known CHECK (state IN ('waiting', 'requeued')),
    CONSTRAINT import_quarantine_pk PRIMARY KEY (run_id, record)
);
COMMENT ON TABLE import_quarantine IS 'Records that cannot be trusted, as they stood in the file, for repair';
GRANT INSERT, UPDATE ON import_quarantine TO nephrite_app;

CREATE TABLE import_quarantine_fault (
    run_id bigint NOT NULL,
    record integer NOT NULL,
    ordinal integer NOT NULL,
    line integer NOT NULL,
    column_number integer NOT NULL,
    path text NOT NULL,
    code text NOT NULL,
    field text NOT NULL,
    value text,
    message text NOT NULL,
    CONSTRAINT import_quarantine_fault_pk PRIMARY KEY (run_id, record, ordinal),
    CONSTRAINT import_quarantine_fault_record FOREIGN KEY (run_id, record) REFERENCES import_quarantine
);
COMMENT ON TABLE import_quarantine_fault IS 'Everything that is wrong with a quarantined record';
GRANT INSERT ON import_quarantine_fault TO nephrite_app;

-- Prices as rows, and the cost that holds.

CREATE FUNCTION supplier_prices(prices text[])
RETURNS TABLE (
    ordinal integer, kind text, min_quantity numeric, unit_price numeric, amount numeric, price_quantity numeric,
    currency text, valid_from date, valid_to date)
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT at / 8, prices[at + 1], prices[at + 2]::numeric, prices[at + 3]::numeric, prices[at + 4]::numeric,
        prices[at + 5]::numeric, prices[at + 6], prices[at + 7]::date, prices[at + 8]::date
    FROM generate_series(0, cardinality(prices) - 8, 8) AS at
$$;
COMMENT ON FUNCTION supplier_prices IS 'The prices of a version as rows';

CREATE FUNCTION current_cost(prices text[], on_day date)
RETURNS TABLE (currency text, unit_price numeric, min_quantity numeric)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- A block that holds today comes before one that begins later, that before the one that ended last.
    SELECT price.currency, price.unit_price, price.min_quantity
    FROM nephrite.supplier_prices(prices) AS price
    WHERE price.kind = 'cost'
    ORDER BY
        CASE WHEN price.valid_to < on_day THEN 2 WHEN price.valid_from > on_day THEN 1 ELSE 0 END,
        CASE WHEN price.valid_to < on_day THEN price.valid_to END DESC NULLS LAST,
        CASE WHEN price.valid_from > on_day THEN price.valid_from END,
        price.valid_from DESC NULLS LAST, price.min_quantity, price.unit_price
    LIMIT 1
$$;
COMMENT ON FUNCTION current_cost IS 'The cost of the smallest quantity in the price block that holds on a day';

CREATE FUNCTION in_base_currency(amount numeric, from_currency text, on_day date)
RETURNS numeric LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- Without a rate there is no answer, so that no two currencies are ever compared as bare numbers.
    SELECT CASE WHEN from_currency = base.value THEN amount ELSE amount * (
        SELECT rate FROM (
            SELECT rate.rate, rate.valid_on FROM nephrite.exchange_rate AS rate
            WHERE rate.from_currency = in_base_currency.from_currency AND rate.to_currency = base.value
                AND rate.valid_on <= on_day
            UNION ALL
            SELECT 1 / rate.rate, rate.valid_on FROM nephrite.exchange_rate AS rate
            WHERE rate.to_currency = in_base_currency.from_currency AND rate.from_currency = base.value
                AND rate.valid_on <= on_day
        ) AS known ORDER BY valid_on DESC LIMIT 1) END
    FROM nephrite.setting AS base WHERE base.key = 'base_currency'
$$;
COMMENT ON FUNCTION in_base_currency IS 'An amount in the base currency at the rate of a day, or null without a rate';

CREATE VIEW catalog_item AS
SELECT item.id AS item_id, item.product_id, supplier.id AS supplier_id, supplier.code AS supplier, item.part_number,
    item.status, item.version_run, item.version_record, version.gtin, version.manufacturer_part_number,
    version.manufacturer, version.brand, version.name, version.description, version.order_unit, version.content_unit,
    version.content_quantity, version.min_quantity, version.quantity_interval, version.max_quantity,
    version.lead_time_days, version.country_of_origin, version.hs_code, version.length_mm, version.width_mm,
    version.thickness_mm, version.mass_g, version.material, version.shape, version.treatments, version.identity_basis,
    version.evidence, version.prices, version.features, version.keywords, version.pictures, version.category
FROM supplier_item AS item
JOIN supplier ON supplier.id = item.supplier_id
JOIN supplier_item_version AS version
    ON version.run_id = item.version_run AND version.record = item.version_record;
COMMENT ON VIEW catalog_item IS 'Every supplier item with the version that holds';
GRANT SELECT ON catalog_item TO nephrite_app, nephrite_report;
