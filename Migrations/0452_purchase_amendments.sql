-- Purchases that are changed: other quantities, other costs, more lines.

CREATE TABLE purchase_amendment (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT purchase_amendment_pk PRIMARY KEY,
    purchase_id bigint NOT NULL CONSTRAINT purchase_amendment_purchase REFERENCES purchase_order,
    line integer NOT NULL,
    sku text NOT NULL,
    field text NOT NULL CONSTRAINT purchase_amendment_field_known CHECK (field IN ('ordered', 'unit_cost')),
    old text,
    new text NOT NULL,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT purchase_amendment_changes CHECK (old IS DISTINCT FROM new)
);
COMMENT ON TABLE purchase_amendment IS 'What was changed of a purchase';
CREATE INDEX purchase_amendment_purchase_index ON purchase_amendment (purchase_id, id);
GRANT INSERT ON purchase_amendment TO nephrite_app;
CREATE TRIGGER purchase_amendment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_amendment
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

GRANT UPDATE (ordered, unit_cost, cost_rule) ON purchase_order_line TO nephrite_app;

CREATE FUNCTION purchase_order_line_lock_cost() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM purchase_receipt_line AS came WHERE came.line_id = NEW.id) THEN
        RAISE EXCEPTION 'what came in keeps its cost'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_order_line_cost_locked';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION purchase_order_line_lock_cost IS 'A line of which something came in keeps the cost it came in at';
CREATE TRIGGER purchase_order_line_cost_locked BEFORE UPDATE OF unit_cost ON purchase_order_line FOR EACH ROW
    WHEN (OLD.unit_cost <> NEW.unit_cost) EXECUTE FUNCTION purchase_order_line_lock_cost();
