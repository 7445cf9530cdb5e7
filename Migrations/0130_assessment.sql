-- What people know of a product beside its suppliers' feeds, its grade, and what screening finds in its texts.

CREATE TABLE product_field (
    code text CONSTRAINT product_field_pk PRIMARY KEY
        CONSTRAINT product_field_code_form CHECK (code ~ '^[a-z][a-z0-9_]*$'),
    ordinal smallint NOT NULL CONSTRAINT product_field_ordinal_once UNIQUE,
    kind text NOT NULL
        CONSTRAINT product_field_kind_known CHECK (kind IN ('text', 'code', 'codes', 'figure', 'flag', 'gtin', 'country')),
    is_measurable boolean NOT NULL,
    unit text,
    minimum numeric(12, 3),
    maximum numeric(12, 3),
    codes text[] NOT NULL DEFAULT '{}',
    aliases text[] NOT NULL DEFAULT '{}',
    note text NOT NULL,
    CONSTRAINT product_field_bounds CHECK ((kind = 'figure') = (minimum IS NOT NULL) AND (kind = 'figure') = (maximum IS NOT NULL)),
    CONSTRAINT product_field_ordered CHECK (minimum <= maximum)
);
COMMENT ON TABLE product_field IS 'What a person may say of a product; material, shape and treatments take the codes of their tables';
COMMENT ON COLUMN product_field.is_measurable IS 'Whether it is found out on a sample, and not only stated';
COMMENT ON COLUMN product_field.codes IS 'The closed list of a code; empty where a table has them';

INSERT INTO product_field (code, ordinal, kind, is_measurable, unit, minimum, maximum, codes, aliases, note) VALUES
    ('name', 1, 'text', false, NULL, NULL, NULL, '{}', '{}', 'our own name of it'),
    ('description', 2, 'text', false, NULL, NULL, NULL, '{}', '{}', 'our own text about it, in place of the supplier''s'),
    ('status', 3, 'code', false, NULL, NULL, NULL, '{draft,active,discontinued}', '{}', 'without it the supplier items decide'),
    ('material', 4, 'code', false, NULL, NULL, NULL, '{}', '{}', 'what it is made of: nephrite material list'),
    ('treatments', 5, 'codes', false, NULL, NULL, NULL, '{}', '{}', 'separated by commas; none_asserted for none'),
    ('identity_basis', 6, 'code', true, NULL, NULL, NULL,
        '{supplier_statement,visual,in_house_test,lab_report,unknown}', '{}', 'how the material is known'),
    ('shape', 7, 'code', false, NULL, NULL, NULL, '{}', '{}', 'nephrite shape list'),
    ('gtin', 8, 'gtin', false, NULL, NULL, NULL, '{}', '{}', 'with its check digit'),
    ('country_of_origin', 9, 'country', false, NULL, NULL, NULL, '{}', '{}', 'where it was worked, ISO 3166-1 alpha-2'),
    ('hs_code', 10, 'text', false, NULL, NULL, NULL, '{}', '{}', 'customs tariff number'),
    ('length_mm', 11, 'figure', true, 'mm', 0.001, 5000, '{}', '{}', 'the longest side'),
    ('width_mm', 12, 'figure', true, 'mm', 0.001, 5000, '{}', '{}', 'across the length'),
    ('thickness_mm', 13, 'figure', true, 'mm', 0.001, 1000, '{}', '{}', 'nominal'),
    ('mass_g', 14, 'figure', true, 'g', 0.001, 50000, '{}', '{}', 'of one piece'),
    ('thickness_min_mm', 15, 'figure', true, 'mm', 0.001, 1000, '{}', '{}', 'at the thinnest place; the professional grade wants it measured'),
    ('edge_min_radius_mm', 16, 'figure', true, 'mm', 0, 100, '{}', '{}', 'least radius of any edge that touches skin'),
    ('edge_max_radius_mm', 17, 'figure', true, 'mm', 0, 100, '{}', '{}', 'greatest radius of the primary edge'),
    ('edge_tolerance_mm', 18, 'figure', true, 'mm', 0, 100, '{}', '{}', 'tolerance of the edge drawing'),
    ('chip_max_mm', 19, 'figure', true, 'mm', 0, 100, '{}', '{}', 'largest chip on a contact edge at tenfold magnification'),
    ('mohs_tested_lot', 20, 'figure', true, NULL, 0.5, 10, '{}', '{mohs_min,mohs}', 'hardness tested on the lot'),
    ('ra_um', 21, 'figure', true, 'µm', 0, 1000, '{}', '{}', 'roughness Ra'),
    ('inner_corner_chamfered', 22, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether notches and bays are chamfered'),
    ('surface_crack', 23, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether a crack reaches the surface across a contact edge'),
    ('dye_transfer', 24, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether a swab of 70 % alcohol takes colour off'),
    ('visual_10x_ok', 25, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether the finish is good at tenfold magnification'),
    ('grip_feature', 26, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether there is something to hold it by'),
    ('absorption_test', 27, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether an absorption test is on file'),
    ('edge_drawing', 28, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether a drawing with profile, bevel, radius and tolerance is on file'),
    ('mill_certificate', 29, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether the mill certificate of a metal is on file'),
    ('lot_inspection', 30, 'flag', true, NULL, NULL, NULL, '{}', '{}', 'whether an inspection record that accepts the lot is on file'),
    ('disinfection_level', 31, 'code', true, NULL, NULL, NULL,
        '{none_documented,low_level_documented,intermediate_level_documented,high_level_documented,sterilisable_documented}', '{}',
        'as documented for the finished tool');

CREATE TABLE product_fact (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT product_fact_pk PRIMARY KEY,
    product_id bigint NOT NULL CONSTRAINT product_fact_product REFERENCES product,
    field text NOT NULL CONSTRAINT product_fact_field REFERENCES product_field,
    value text CONSTRAINT product_fact_value_not_blank CHECK (value ~ '\S' AND length(value) <= 20000),
    basis text NOT NULL CONSTRAINT product_fact_basis_known CHECK (basis IN ('stated', 'measured')),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE product_fact IS 'What people said of products, never changed: the latest of a field holds, before what suppliers say';
COMMENT ON COLUMN product_fact.value IS 'Null takes back what was said';
CREATE INDEX product_fact_product_order ON product_fact (product_id, id);
GRANT INSERT ON product_fact TO nephrite_app;
CREATE TRIGGER product_fact_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON product_fact
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

ALTER TABLE product
    ADD COLUMN facts jsonb NOT NULL DEFAULT '{}',
    ADD COLUMN grade text
        CONSTRAINT product_grade_known
            CHECK (grade IN ('professional', 'conditional', 'retail_only', 'unsuitable', 'unassessed')),
    ADD COLUMN grade_floor text
        CONSTRAINT product_grade_floor_known
            CHECK (grade_floor IN ('professional', 'conditional', 'retail_only', 'unsuitable')),
    ADD COLUMN grade_ceiling text
        CONSTRAINT product_grade_ceiling_known
            CHECK (grade_ceiling IN ('professional', 'conditional', 'retail_only', 'unsuitable')),
    ADD CONSTRAINT product_grade_whole CHECK (
        (grade IS NULL) = (grade_floor IS NULL) AND (grade IS NULL) = (grade_ceiling IS NULL)),
    ADD CONSTRAINT product_grade_between CHECK (
        CASE WHEN grade = 'unassessed' THEN grade_floor <> grade_ceiling ELSE grade = grade_floor AND grade = grade_ceiling END);
COMMENT ON COLUMN product.facts IS 'What holds of product_fact: field to [value, basis], written by product_keep_facts alone';
COMMENT ON COLUMN product.grade IS 'With what people know of it; null where nobody said anything: then the version of its supplier item has it';

CREATE FUNCTION product_keep_facts() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    field product_field;
BEGIN
    SELECT * INTO field FROM product_field WHERE code = NEW.field;
    IF NEW.value IS NOT NULL THEN
        IF NEW.basis = 'measured' AND NOT field.is_measurable
            OR field.kind = 'figure' AND NOT (NEW.value ~ '^[0-9]+(\.[0-9]{1,3})?$'
                AND NEW.value::numeric BETWEEN field.minimum AND field.maximum)
            OR field.kind = 'flag' AND NEW.value NOT IN ('true', 'false')
            OR field.kind = 'code' AND field.codes <> '{}' AND NEW.value <> ALL (field.codes)
            OR NEW.field = 'material' AND NOT EXISTS (SELECT FROM material WHERE code = NEW.value)
            OR NEW.field = 'shape' AND NOT EXISTS (SELECT FROM shape WHERE code = NEW.value)
            OR NEW.field = 'treatments' AND NOT string_to_array(NEW.value, ',') <@ (SELECT array_agg(code) FROM treatment)
        THEN
            RAISE EXCEPTION '% is no value of %', NEW.value, NEW.field
                USING ERRCODE = 'check_violation', CONSTRAINT = 'product_fact_value_fits';
        END IF;
    END IF;
    UPDATE product SET
        facts = CASE WHEN NEW.value IS NULL THEN product.facts - NEW.field
            ELSE product.facts || jsonb_build_object(NEW.field, jsonb_build_array(NEW.value, NEW.basis)) END,
        status_set = CASE WHEN NEW.field = 'status' THEN NEW.value ELSE product.status_set END
    WHERE id = NEW.product_id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION product_keep_facts IS 'Refuses values that do not fit their field; the one writer of product.facts';
CREATE TRIGGER product_fact_kept AFTER INSERT ON product_fact
    FOR EACH ROW EXECUTE FUNCTION product_keep_facts();

-- What the feed alone says of an item's grade, and what screening finds in its texts.

ALTER TABLE supplier_item_version
    ADD COLUMN grade text NOT NULL DEFAULT 'unassessed'
        CONSTRAINT supplier_item_version_grade_known
            CHECK (grade IN ('professional', 'conditional', 'retail_only', 'unsuitable', 'unassessed'));
COMMENT ON COLUMN supplier_item_version.grade IS 'By what the feed alone says; a product with facts of its own has its grade there';

CREATE OR REPLACE VIEW catalog_item AS
SELECT item.id AS item_id, item.product_id, supplier.id AS supplier_id, supplier.code AS supplier, item.part_number,
    item.status, item.version_run, item.version_record, version.gtin, version.manufacturer_part_number,
    version.manufacturer, version.brand, version.name, version.description, version.order_unit, version.content_unit,
    version.content_quantity, version.min_quantity, version.quantity_interval, version.max_quantity,
    version.lead_time_days, version.country_of_origin, version.hs_code, version.length_mm, version.width_mm,
    version.thickness_mm, version.mass_g, version.material, version.shape, version.treatments, version.identity_basis,
    version.evidence, version.prices, version.features, version.keywords, version.pictures, version.category,
    version.buyer_part_number, version.language, version.grade
FROM supplier_item AS item
JOIN supplier ON supplier.id = item.supplier_id
JOIN supplier_item_version AS version
    ON version.run_id = item.version_run AND version.record = item.version_record;

CREATE TABLE claim_finding (
    run_id bigint NOT NULL CONSTRAINT claim_finding_run REFERENCES import_run,
    record integer NOT NULL,
    field text NOT NULL,
    start_at integer NOT NULL CONSTRAINT claim_finding_start_not_negative CHECK (start_at >= 0),
    end_at integer NOT NULL,
    rule text NOT NULL,
    label text NOT NULL CONSTRAINT claim_finding_label_known CHECK (label IN ('flag', 'block')),
    text text NOT NULL,
    markets text[] NOT NULL CONSTRAINT claim_finding_markets_known CHECK (markets <@ '{US,EU}' AND markets <> '{}'),
    reason text NOT NULL,
    rules_version integer NOT NULL,
    CONSTRAINT claim_finding_span CHECK (end_at >= start_at)
);
COMMENT ON TABLE claim_finding IS 'What the texts of an item''s version say that may not be published, or not without a person';
COMMENT ON COLUMN claim_finding.start_at IS 'In Unicode scalars of the field''s text; end_at is behind the last; both 0 where something is missing from the text';
CREATE INDEX claim_finding_order ON claim_finding (run_id, record);
GRANT INSERT, DELETE ON claim_finding TO nephrite_app;

ALTER TABLE import_run ADD COLUMN claims_count integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN import_run.claims_count IS 'Claim findings of the versions that the run wrote';

-- "kiné" has the stem of the German "Kinn", chin, of which descriptions of tools for the face are full.
DELETE FROM claim_term WHERE language = 'fr' AND phrase IN ('kiné', 'kinés');
INSERT INTO claim_rules_version (version, valid_from, note) VALUES (2, '2026-11-27', 'without French words that are read as German ones');

-- The product as it counts on a day.

CREATE FUNCTION product_on(on_day date)
RETURNS TABLE (
    product_id bigint, sku text, status text, name text, material text, treatments text[], identity_basis text, shape text,
    gtin text, iastm_grade text, unit text, country_of_origin text, item_id bigint, supplier text, part_number text)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH offered AS (
        SELECT item.product_id, item.item_id, item.supplier, item.part_number, item.status, item.version_run,
            item.version_record, item.prices, count(*) OVER (PARTITION BY item.product_id) > 1 AS is_contested,
            bool_or(item.status = 'active') OVER (PARTITION BY item.product_id) AS is_active
        FROM nephrite.catalog_item AS item
    ), ranked AS (
        -- Costs are only compared where there is something to choose between.
        SELECT DISTINCT ON (offered.product_id) offered.product_id, offered.item_id, offered.supplier, offered.part_number,
            offered.version_run, offered.version_record, offered.is_active
        FROM offered
        JOIN nephrite.product ON product.id = offered.product_id
        LEFT JOIN LATERAL nephrite.current_cost(offered.prices, on_day) AS cost ON offered.is_contested
        ORDER BY offered.product_id, (offered.item_id = product.preferred_item) DESC NULLS LAST,
            (offered.status = 'active') DESC,
            CASE WHEN offered.is_contested THEN nephrite.in_base_currency(cost.unit_price, cost.currency, on_day) END NULLS LAST,
            offered.supplier COLLATE "C", offered.part_number COLLATE "C"
    )
    SELECT product.id, product.sku,
        coalesce(product.status_set, CASE WHEN NOT ranked.is_active THEN 'discontinued' ELSE 'active' END),
        coalesce(product.facts -> 'name' ->> 0, version.name),
        coalesce(product.facts -> 'material' ->> 0, version.material),
        coalesce(string_to_array(product.facts -> 'treatments' ->> 0, ','), version.treatments, '{}'),
        coalesce(product.facts -> 'identity_basis' ->> 0, version.identity_basis, 'unknown'),
        coalesce(product.facts -> 'shape' ->> 0, version.shape),
        coalesce(product.facts -> 'gtin' ->> 0, version.gtin),
        coalesce(product.grade, version.grade, 'unassessed'),
        version.order_unit,
        coalesce(product.facts -> 'country_of_origin' ->> 0, version.country_of_origin),
        ranked.item_id, ranked.supplier, ranked.part_number
    FROM nephrite.product
    LEFT JOIN ranked ON ranked.product_id = product.id
    LEFT JOIN nephrite.supplier_item_version AS version
        ON version.run_id = ranked.version_run AND version.record = ranked.version_record
$$;
COMMENT ON FUNCTION product_on IS
    'Every product with the supplier item that counts on a day: the preferred one, else an active one of the lowest cost; before the item''s, what people said';
