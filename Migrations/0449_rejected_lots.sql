-- What was rejected when it was inspected does not leave for a customer.

CREATE FUNCTION lot_refuse_rejected() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM stock_movement_lot AS part WHERE part.movement_id = NEW.id
            AND (SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = part.lot_id
                ORDER BY inspection.id DESC LIMIT 1) = 'rejected') THEN
        RAISE EXCEPTION 'a lot that was rejected does not leave'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_lot_accepted';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION lot_refuse_rejected IS 'Refuses a shipment that draws a lot whose latest inspection rejected it';
-- Behind stock_movement_lots, which draws them; triggers go by their names.
CREATE TRIGGER stock_movement_lots_accepted AFTER INSERT ON stock_movement
    FOR EACH ROW WHEN (NEW.kind = 'shipped') EXECUTE FUNCTION lot_refuse_rejected();
