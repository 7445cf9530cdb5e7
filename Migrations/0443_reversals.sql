-- Carriers and tracking numbers; shipments and receipts that were entered by mistake and are undone by counter-entries.

CREATE TABLE shipment_parcel (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shipment_parcel_pk PRIMARY KEY,
    shipment_id bigint NOT NULL CONSTRAINT shipment_parcel_shipment REFERENCES shipment,
    carrier text NOT NULL CONSTRAINT shipment_parcel_carrier_not_blank CHECK (carrier ~ '\S' AND length(carrier) <= 100),
    tracking text CONSTRAINT shipment_parcel_tracking_not_blank CHECK (tracking ~ '\S' AND length(tracking) <= 100),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT shipment_parcel_unique UNIQUE NULLS NOT DISTINCT (shipment_id, carrier, tracking)
);
COMMENT ON TABLE shipment_parcel IS 'Who carries a shipment, and by which numbers it is followed';
CREATE INDEX shipment_parcel_tracking_index ON shipment_parcel (tracking);
GRANT INSERT ON shipment_parcel TO nephrite_app;
CREATE TRIGGER shipment_parcel_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shipment_parcel
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE TABLE shipment_reversal (
    shipment_id bigint CONSTRAINT shipment_reversal_pk PRIMARY KEY
        CONSTRAINT shipment_reversal_shipment REFERENCES shipment,
    reason text NOT NULL CONSTRAINT shipment_reversal_reason_not_blank CHECK (reason ~ '\S'),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE shipment_reversal IS 'Shipments that never left: their goods lie where they lay, by movements of kind reversed';
GRANT INSERT ON shipment_reversal TO nephrite_app;
CREATE TRIGGER shipment_reversal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shipment_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE TABLE purchase_receipt_reversal (
    receipt_id bigint CONSTRAINT purchase_receipt_reversal_pk PRIMARY KEY
        CONSTRAINT purchase_receipt_reversal_receipt REFERENCES purchase_receipt,
    reason text NOT NULL CONSTRAINT purchase_receipt_reversal_reason_not_blank CHECK (reason ~ '\S'),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE purchase_receipt_reversal IS 'Receipts of what never came in';
GRANT INSERT ON purchase_receipt_reversal TO nephrite_app;
CREATE TRIGGER purchase_receipt_reversal_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_receipt_reversal
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION reversal_keep_sum() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'shipment_reversal' THEN
        UPDATE sales_order_line AS line SET shipped = line.shipped - undone.quantity
        FROM (
            SELECT line_id, sum(quantity) AS quantity FROM shipment_line WHERE shipment_id = NEW.shipment_id GROUP BY line_id
        ) AS undone WHERE line.id = undone.line_id;
    ELSE
        UPDATE purchase_order_line AS line SET received = line.received - undone.quantity
        FROM (
            SELECT line_id, sum(quantity) AS quantity FROM purchase_receipt_line WHERE receipt_id = NEW.receipt_id
            GROUP BY line_id
        ) AS undone WHERE line.id = undone.line_id;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION reversal_keep_sum IS 'Takes back what a reversed shipment or receipt added to its lines';
CREATE TRIGGER shipment_reversal_sum AFTER INSERT ON shipment_reversal
    FOR EACH ROW EXECUTE FUNCTION reversal_keep_sum();
CREATE TRIGGER purchase_receipt_reversal_sum AFTER INSERT ON purchase_receipt_reversal
    FOR EACH ROW EXECUTE FUNCTION reversal_keep_sum();

CREATE FUNCTION shipment_refuse_returned() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM shipment_reversal WHERE shipment_id = NEW.shipment_id) THEN
        RAISE EXCEPTION 'the shipment is reversed'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'shipment_parcel_of_shipped';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION shipment_refuse_returned IS 'Nobody carries what is reversed';
CREATE TRIGGER shipment_parcel_of_shipped BEFORE INSERT ON shipment_parcel
    FOR EACH ROW EXECUTE FUNCTION shipment_refuse_returned();
