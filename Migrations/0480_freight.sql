-- Freight is charged with the goods of an order: agreed on it, invoiced once, credited as far as it was invoiced.

ALTER TABLE sales_order ADD COLUMN freight numeric(18, 6) NOT NULL DEFAULT 0
    CONSTRAINT sales_order_freight_not_negative CHECK (freight >= 0);
COMMENT ON COLUMN sales_order.freight IS 'Agreed for the carriage, without tax; part of net, taxed as the first line';

ALTER TABLE invoice ADD COLUMN freight numeric(18, 6) NOT NULL DEFAULT 0
    CONSTRAINT invoice_freight_within_net CHECK (freight BETWEEN 0 AND net);
COMMENT ON COLUMN invoice.freight IS 'What of net is for the carriage';

ALTER TABLE credit_note ADD COLUMN freight numeric(18, 6) NOT NULL DEFAULT 0
    CONSTRAINT credit_note_freight_within_net CHECK (freight BETWEEN 0 AND net);
COMMENT ON COLUMN credit_note.freight IS 'What of net was charged for the carriage';

CREATE FUNCTION invoice_within_freight() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    agreed numeric;
    charged numeric;
BEGIN
    SELECT freight INTO agreed FROM sales_order WHERE id = NEW.order_id;
    SELECT coalesce(sum(invoice.freight - (
        SELECT coalesce(sum(note.freight), 0) FROM credit_note AS note WHERE note.invoice_id = invoice.id)), 0)
    INTO charged FROM invoice WHERE order_id = NEW.order_id;
    IF charged > agreed THEN
        RAISE EXCEPTION 'freight of % is invoiced of an order with %', charged, agreed
            USING ERRCODE = 'check_violation', CONSTRAINT = 'invoice_within_freight';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER invoice_within_freight AFTER INSERT ON invoice FOR EACH ROW WHEN (NEW.freight > 0)
    EXECUTE FUNCTION invoice_within_freight();

CREATE FUNCTION credit_note_within_freight() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF (SELECT sum(freight) FROM credit_note WHERE invoice_id = NEW.invoice_id)
        > (SELECT freight FROM invoice WHERE id = NEW.invoice_id) THEN
        RAISE EXCEPTION 'more freight is credited than the invoice has'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'credit_note_within_freight';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER credit_note_within_freight AFTER INSERT ON credit_note FOR EACH ROW WHEN (NEW.freight > 0)
    EXECUTE FUNCTION credit_note_within_freight();

-- A discount may be agreed on a line at any time before it is invoiced.
GRANT UPDATE (discount_percent) ON sales_order_line TO nephrite_app;
