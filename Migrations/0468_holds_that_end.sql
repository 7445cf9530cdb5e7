-- An order that is over lets nothing wait: its holds end with it, those of before here.

UPDATE order_hold AS hold SET released_at = clock_timestamp(), released_by = '(' || orders.state || ')'
FROM sales_order AS orders
WHERE orders.id = hold.order_id AND hold.released_at IS NULL AND orders.state IN ('cancelled', 'expired', 'closed');

CREATE FUNCTION order_hold_refuse_over() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
DECLARE
    over sales_order;
BEGIN
    SELECT * INTO over FROM sales_order WHERE id = NEW.order_id AND state IN ('cancelled', 'expired', 'closed');
    IF FOUND THEN
        RAISE EXCEPTION '% is %, which has no hold', over.number, over.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_hold_of_open_order';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION order_hold_refuse_over IS 'What is cancelled, expired or closed is not put on hold';
CREATE TRIGGER order_hold_of_open_order BEFORE INSERT OR UPDATE ON order_hold FOR EACH ROW
    WHEN (NEW.released_at IS NULL) EXECUTE FUNCTION order_hold_refuse_over();

CREATE FUNCTION sales_order_refuse_open_holds() RETURNS trigger
LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM order_hold WHERE order_id = NEW.id AND released_at IS NULL) THEN
        RAISE EXCEPTION '% is %, and its holds are open', NEW.number, NEW.state
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_hold_ends_with_order';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION sales_order_refuse_open_holds IS 'What is cancelled, expired or closed has no open hold';
CREATE TRIGGER order_hold_ends_with_order AFTER UPDATE OF state ON sales_order FOR EACH ROW
    WHEN (NEW.state IN ('cancelled', 'expired', 'closed') AND OLD.state <> NEW.state)
    EXECUTE FUNCTION sales_order_refuse_open_holds();
