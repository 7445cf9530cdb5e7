-- Goods that come back, credit notes, and orders that are amended or opened again.

CREATE SEQUENCE order_return_number;

CREATE TABLE order_return (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_return_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT order_return_number_unique UNIQUE,
    order_id bigint NOT NULL CONSTRAINT order_return_order REFERENCES sales_order,
    received_on date NOT NULL,
    reason text CONSTRAINT order_return_reason_not_blank CHECK (reason ~ '\S'),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE order_return IS 'Goods of an order that came back at once';
CREATE INDEX order_return_order_index ON order_return (order_id);
GRANT INSERT ON order_return TO nephrite_app;

CREATE TABLE order_return_line (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_return_line_pk PRIMARY KEY,
    return_id bigint NOT NULL CONSTRAINT order_return_line_return REFERENCES order_return,
    line_id bigint NOT NULL CONSTRAINT order_return_line_line REFERENCES sales_order_line,
    location_id bigint NOT NULL CONSTRAINT order_return_line_location REFERENCES location,
    quantity integer NOT NULL CONSTRAINT order_return_line_quantity_positive CHECK (quantity > 0),
    disposition text NOT NULL
        CONSTRAINT order_return_line_disposition_known CHECK (disposition IN ('restocked', 'scrapped')),
    CONSTRAINT order_return_line_unique UNIQUE (return_id, line_id)
);
COMMENT ON TABLE order_return_line IS 'How much of an order line came back, and whether it is sold again or thrown away';
CREATE INDEX order_return_line_line_index ON order_return_line (line_id);
GRANT INSERT ON order_return_line TO nephrite_app;

ALTER TABLE stock_movement
    ADD COLUMN return_line bigint CONSTRAINT stock_movement_return_line REFERENCES order_return_line,
    ADD CONSTRAINT stock_movement_return_line_unique UNIQUE (return_line, kind),
    ADD CONSTRAINT stock_movement_returned_has_cause CHECK (
        CASE kind WHEN 'returned' THEN return_line IS NOT NULL WHEN 'scrapped' THEN true ELSE return_line IS NULL END);
COMMENT ON COLUMN stock_movement.return_line IS 'The return by which it came in, or after which it was thrown away';

CREATE TABLE credit_note (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT credit_note_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT credit_note_number_unique UNIQUE,
    series text NOT NULL CONSTRAINT credit_note_series_form CHECK (series ~ '^CN-[0-9]{4}$'),
    ordinal integer NOT NULL,
    invoice_id bigint NOT NULL CONSTRAINT credit_note_invoice REFERENCES invoice,
    issued_on date NOT NULL,
    reason text CONSTRAINT credit_note_reason_not_blank CHECK (reason ~ '\S'),
    net numeric(18, 6) NOT NULL CONSTRAINT credit_note_net_not_negative CHECK (net >= 0),
    tax numeric(18, 6) NOT NULL CONSTRAINT credit_note_tax_not_negative CHECK (tax >= 0),
    gross numeric(18, 6) NOT NULL,
    actor text NOT NULL DEFAULT session_user,
    posted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT credit_note_ordinal_unique UNIQUE (series, ordinal),
    CONSTRAINT credit_note_number_of_series CHECK (
        number = series || '-' || lpad(ordinal::text, greatest(6, length(ordinal::text)), '0')),
    CONSTRAINT credit_note_gross_is_sum CHECK (gross = net + tax)
);
COMMENT ON TABLE credit_note IS 'What is given back of an invoice, as amounts above zero; nothing of it ever changes';
CREATE INDEX credit_note_invoice_index ON credit_note (invoice_id);
GRANT INSERT ON credit_note TO nephrite_app;

CREATE TABLE credit_note_line (
    credit_note_id bigint NOT NULL CONSTRAINT credit_note_line_note REFERENCES credit_note,
    invoice_line_id bigint NOT NULL CONSTRAINT credit_note_line_invoice_line REFERENCES invoice_line,
    line_id bigint NOT NULL CONSTRAINT credit_note_line_line REFERENCES sales_order_line,
    quantity integer NOT NULL CONSTRAINT credit_note_line_quantity_positive CHECK (quantity > 0),
    net numeric(18, 6) NOT NULL CONSTRAINT credit_note_line_net_not_negative CHECK (net >= 0),
    CONSTRAINT credit_note_line_pk PRIMARY KEY (credit_note_id, invoice_line_id)
);
COMMENT ON TABLE credit_note_line IS 'How much of an invoice line is credited';
CREATE INDEX credit_note_line_invoice_line_index ON credit_note_line (invoice_line_id);
CREATE INDEX credit_note_line_line_index ON credit_note_line (line_id);
GRANT INSERT ON credit_note_line TO nephrite_app;

CREATE TABLE credit_note_tax (
    credit_note_id bigint NOT NULL CONSTRAINT credit_note_tax_note REFERENCES credit_note,
    category text NOT NULL,
    rate numeric(6, 3) NOT NULL,
    net numeric(18, 6) NOT NULL,
    tax numeric(18, 6) NOT NULL,
    CONSTRAINT credit_note_tax_pk PRIMARY KEY (credit_note_id, category, rate)
);
COMMENT ON TABLE credit_note_tax IS 'The part of the invoice''s tax that goes with what is credited, by category and rate';
GRANT INSERT ON credit_note_tax TO nephrite_app;

CREATE OR REPLACE FUNCTION order_line_keep_sum() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'shipment_line' THEN
        UPDATE sales_order_line SET shipped = shipped + NEW.quantity WHERE id = NEW.line_id;
    ELSIF TG_TABLE_NAME = 'invoice_line' THEN
        UPDATE sales_order_line SET invoiced = invoiced + NEW.quantity WHERE id = NEW.line_id;
    ELSIF TG_TABLE_NAME = 'order_return_line' THEN
        UPDATE sales_order_line SET returned = returned + NEW.quantity WHERE id = NEW.line_id;
    ELSE
        UPDATE sales_order_line SET credited = credited + NEW.quantity WHERE id = NEW.line_id;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION order_line_keep_sum IS 'The one writer of what is shipped, invoiced, returned and credited of a line';
COMMENT ON COLUMN sales_order_line.returned IS 'Kept by the trigger of order_return_line';
COMMENT ON COLUMN sales_order_line.credited IS 'Kept by the trigger of credit_note_line';
CREATE TRIGGER order_return_line_sum AFTER INSERT ON order_return_line
    FOR EACH ROW EXECUTE FUNCTION order_line_keep_sum();
CREATE TRIGGER credit_note_line_sum AFTER INSERT ON credit_note_line
    FOR EACH ROW EXECUTE FUNCTION order_line_keep_sum();

CREATE TRIGGER order_return_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_return
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER order_return_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_return_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER credit_note_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_note
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER credit_note_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_note_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER credit_note_tax_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON credit_note_tax
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- Amending: a version of the order for each set of changes.

ALTER TABLE sales_order
    ADD COLUMN version integer NOT NULL DEFAULT 1 CONSTRAINT sales_order_version_positive CHECK (version > 0),
    ADD COLUMN is_reopened boolean NOT NULL DEFAULT false
        CONSTRAINT sales_order_reopened_is_confirmed CHECK (NOT is_reopened OR state = 'confirmed');
COMMENT ON COLUMN sales_order.version IS 'Counts the sets of changes, from 1';
COMMENT ON COLUMN sales_order.is_reopened IS 'Opened again by a person, so that it is not closed before something is done to it';

CREATE TABLE order_amendment (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_amendment_pk PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT order_amendment_order REFERENCES sales_order,
    version integer NOT NULL,
    line integer,
    sku text,
    field text NOT NULL,
    old text,
    new text,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT order_amendment_changes CHECK (old IS DISTINCT FROM new)
);
COMMENT ON TABLE order_amendment IS 'What each version of an order changed';
CREATE INDEX order_amendment_order_index ON order_amendment (order_id, version);
GRANT INSERT ON order_amendment TO nephrite_app;
CREATE TRIGGER order_amendment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_amendment
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

GRANT UPDATE (ordered, unit_price, price_rule, list_price, exchange_rate, cost, cost_currency) ON sales_order_line
    TO nephrite_app;

CREATE FUNCTION order_line_lock_price() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    RAISE EXCEPTION 'what is invoiced keeps its price'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sales_order_line_price_locked';
END
$$;
COMMENT ON FUNCTION order_line_lock_price IS 'What is invoiced and not credited keeps the price it was invoiced at';
CREATE TRIGGER sales_order_line_price_locked BEFORE UPDATE OF unit_price ON sales_order_line FOR EACH ROW
    WHEN (OLD.unit_price <> NEW.unit_price AND NEW.unit_price >= 0 AND OLD.invoiced > OLD.credited)
    EXECUTE FUNCTION order_line_lock_price();
