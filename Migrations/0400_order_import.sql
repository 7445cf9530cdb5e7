-- Orders that come in as documents: by what a buyer and his goods are known, and where an order came from.

-- Schemes are written in more than one case (NetworkID, NetworkId); a value means one customer in each.
CREATE UNIQUE INDEX customer_identifier_unique ON customer_identifier (lower(scheme), value);
CREATE INDEX customer_identifier_customer_index ON customer_identifier (customer_id);
ALTER TABLE customer_identifier
    ADD CONSTRAINT customer_identifier_length CHECK (length(scheme) <= 100 AND length(value) <= 255);

CREATE TABLE customer_item_code (
    customer_id bigint NOT NULL CONSTRAINT customer_item_code_customer REFERENCES customer,
    code text NOT NULL CONSTRAINT customer_item_code_not_blank CHECK (code ~ '\S')
        CONSTRAINT customer_item_code_length CHECK (length(code) <= 255),
    product_id bigint NOT NULL CONSTRAINT customer_item_code_product REFERENCES product,
    CONSTRAINT customer_item_code_pk PRIMARY KEY (customer_id, code)
);
COMMENT ON TABLE customer_item_code IS 'What a customer''s number of the goods stands for';
CREATE INDEX customer_item_code_product_index ON customer_item_code (product_id);
GRANT INSERT, DELETE ON customer_item_code TO nephrite_app;

CREATE INDEX supplier_item_gtin_index ON supplier_item (gtin) WHERE gtin IS NOT NULL;
CREATE INDEX product_stated_gtin_index ON product ((facts -> 'gtin' ->> 0)) WHERE facts ? 'gtin';

CREATE TABLE order_document (
    order_id bigint CONSTRAINT order_document_pk PRIMARY KEY
        CONSTRAINT order_document_order REFERENCES sales_order,
    file_name text NOT NULL,
    position integer NOT NULL CONSTRAINT order_document_position_positive CHECK (position > 0),
    file_sha256 text NOT NULL CONSTRAINT order_document_file_hex CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
    format text NOT NULL,
    message_id text,
    content_sha256 text NOT NULL CONSTRAINT order_document_content_hex CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
    ordered_on date,
    requested_on date,
    note text,
    ship_to jsonb NOT NULL DEFAULT '{}' CONSTRAINT order_document_ship_to_object CHECK (jsonb_typeof(ship_to) = 'object'),
    findings text[] NOT NULL DEFAULT '{}',
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE order_document IS 'The document an order was made from; the document itself is not kept';
COMMENT ON COLUMN order_document.content_sha256 IS 'Of what the order says without the message''s identity, by which a resend is known';
COMMENT ON COLUMN order_document.findings IS 'What was noticed and did not keep the order from being made';
GRANT INSERT ON order_document TO nephrite_app;
CREATE TRIGGER order_document_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_document
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

ALTER TABLE sales_order_line
    ADD COLUMN customer_line text,
    ADD COLUMN customer_item_code text,
    ADD COLUMN note text;
COMMENT ON COLUMN sales_order_line.customer_line IS 'The buyer''s number of the line, where a document had one';
COMMENT ON COLUMN sales_order_line.customer_item_code IS 'The buyer''s number of the goods, where a document had one';

-- A promise is written once for a statement instead of once for a row: imports promise thousands at once.
CREATE FUNCTION stock_keep_allocated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    wanted bigint;
    written bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        WITH change AS (
            SELECT product_id, location_id, sum(quantity) AS quantity FROM added
            GROUP BY product_id, location_id HAVING sum(quantity) <> 0
        ), balance AS (
            UPDATE stock_balance SET allocated = stock_balance.allocated + change.quantity FROM change
            WHERE stock_balance.product_id = change.product_id AND stock_balance.location_id = change.location_id
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM balance) INTO wanted, written;
        UPDATE sales_order_line AS line SET allocated = line.allocated + change.quantity
        FROM (SELECT line_id, sum(quantity) AS quantity FROM added GROUP BY line_id HAVING sum(quantity) <> 0) AS change
        WHERE line.id = change.line_id;
    ELSE
        WITH change AS (
            SELECT added.product_id, added.location_id, sum(added.quantity - removed.quantity) AS quantity
            FROM added JOIN removed USING (line_id, location_id)
            GROUP BY added.product_id, added.location_id HAVING sum(added.quantity - removed.quantity) <> 0
        ), balance AS (
            UPDATE stock_balance SET allocated = stock_balance.allocated + change.quantity FROM change
            WHERE stock_balance.product_id = change.product_id AND stock_balance.location_id = change.location_id
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM balance) INTO wanted, written;
        UPDATE sales_order_line AS line SET allocated = line.allocated + change.quantity
        FROM (
            SELECT added.line_id, sum(added.quantity - removed.quantity) AS quantity
            FROM added JOIN removed USING (line_id, location_id)
            GROUP BY added.line_id HAVING sum(added.quantity - removed.quantity) <> 0
        ) AS change
        WHERE line.id = change.line_id;
    END IF;
    IF written <> wanted THEN
        RAISE EXCEPTION 'nothing of the product lies at the location'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_balance_allocated_on_hand';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION stock_keep_allocated IS 'The one writer of what is allocated, of a balance and of a line';
COMMENT ON FUNCTION stock_keep_balance IS 'The one writer of what is on hand';
DROP TRIGGER stock_allocation_balance ON stock_allocation;
CREATE TRIGGER stock_allocation_added AFTER INSERT ON stock_allocation
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION stock_keep_allocated();
CREATE TRIGGER stock_allocation_changed AFTER UPDATE ON stock_allocation
    REFERENCING OLD TABLE AS removed NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION stock_keep_allocated();

-- Rows that are written again soon: with room on their page no index has to follow.
ALTER TABLE sales_order_line SET (fillfactor = 80);
ALTER TABLE stock_balance SET (fillfactor = 70);
