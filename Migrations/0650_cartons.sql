-- Cartons and their numbers, which are GS1's and are never given twice.

INSERT INTO setting (key, value, note) VALUES
    ('gs1_company_prefix', '', 'Company prefix that GS1 gave us, 4 to 12 digits, for the numbers of cartons'),
    ('sscc_extension', '0', 'First digit of the numbers of cartons; another one begins a range of its own'),
    ('label_link', 'https://id.gs1.org', 'Where the QR code of a product label leads, before /01/GTIN; empty for none');

CREATE FUNCTION gs1_check_digit(digits text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT AS $$
    SELECT ((10 - sum(substr(digits, at, 1)::integer * CASE WHEN (length(digits) - at) % 2 = 0 THEN 3 ELSE 1 END) % 10) % 10)::text
    FROM generate_series(1, length(digits)) AS at
$$;
COMMENT ON FUNCTION gs1_check_digit IS 'The digit that belongs behind these: from the right they weigh 3, 1, 3, 1 and so on';

CREATE SEQUENCE sscc_serial;
COMMENT ON SEQUENCE sscc_serial IS 'The serial of the latest number of a carton; gaps do no harm, and it never goes back';

CREATE TABLE carton (
    sscc text NOT NULL CONSTRAINT carton_pk PRIMARY KEY
        CONSTRAINT carton_sscc_form CHECK (sscc ~ '^[0-9]{18}$')
        CONSTRAINT carton_sscc_checked CHECK (right(sscc, 1) = gs1_check_digit(left(sscc, 17))),
    shipment_id bigint CONSTRAINT carton_shipment REFERENCES shipment,
    purchase_id bigint CONSTRAINT carton_purchase REFERENCES purchase_order,
    packing integer NOT NULL CONSTRAINT carton_packing_positive CHECK (packing > 0),
    ordinal integer NOT NULL CONSTRAINT carton_ordinal_positive CHECK (ordinal > 0),
    product_id bigint CONSTRAINT carton_product REFERENCES product,
    quantity integer CONSTRAINT carton_quantity_positive CHECK (quantity > 0),
    lot_id bigint,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT carton_of_one CHECK (num_nonnulls(shipment_id, purchase_id) = 1),
    CONSTRAINT carton_contents_whole CHECK ((product_id IS NULL) = (quantity IS NULL)),
    CONSTRAINT carton_lot_has_product CHECK (lot_id IS NULL OR product_id IS NOT NULL),
    CONSTRAINT carton_lot FOREIGN KEY (product_id, lot_id) REFERENCES lot (product_id, id),
    CONSTRAINT carton_ordinal_unique UNIQUE NULLS NOT DISTINCT (shipment_id, purchase_id, packing, ordinal)
);
COMMENT ON TABLE carton IS 'Cartons of shipments, and those that a supplier is to send us, each with its SSCC';
COMMENT ON COLUMN carton.packing IS 'Counts how often a shipment or purchase was packed anew; the latest packing counts';
COMMENT ON COLUMN carton.product_id IS 'What is inside; null is several products';
CREATE INDEX carton_purchase_index ON carton (purchase_id);
CREATE INDEX carton_product_index ON carton (product_id);
GRANT INSERT ON carton TO nephrite_app;
CREATE TRIGGER carton_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON carton
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
