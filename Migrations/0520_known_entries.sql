-- Reports that tell what had been entered by a moment: the tables of entries, as they stood then.

CREATE FUNCTION known_until() RETURNS timestamptz LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(nullif(current_setting('nephrite.known_until', true), ''), 'infinity')::timestamptz
$$;
COMMENT ON FUNCTION known_until IS 'The moment by which entries that count had to be made, as the transaction has set it; infinity where it has not';

-- Rates are kept as they are; that one came later can be said, but not what was used before.
ALTER TABLE exchange_rate ADD COLUMN entered_at timestamptz;
ALTER TABLE exchange_rate ALTER COLUMN entered_at SET DEFAULT clock_timestamp();
COMMENT ON COLUMN exchange_rate.entered_at IS 'When it was entered or changed last; null before that was kept';

CREATE FUNCTION exchange_rate_keep_entry() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF NEW.rate <> OLD.rate THEN
        NEW.entered_at := clock_timestamp();
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION exchange_rate_keep_entry IS 'A rate that is changed is entered anew';
CREATE TRIGGER exchange_rate_entered BEFORE UPDATE ON exchange_rate
    FOR EACH ROW EXECUTE FUNCTION exchange_rate_keep_entry();

-- A transaction that puts this schema in front reads these in place of the tables.
CREATE SCHEMA nephrite_known;
COMMENT ON SCHEMA nephrite_known IS 'Entries that had been made by known_until(), under the names of their tables';
GRANT USAGE ON SCHEMA nephrite_known TO nephrite_app, nephrite_report;

CREATE VIEW nephrite_known.audit_entry AS
    SELECT id, at, actor, action, subject_kind, subject, detail FROM nephrite.audit_entry WHERE at <= nephrite.known_until();
CREATE VIEW nephrite_known.stock_movement AS
    SELECT id, product_id, kind, from_location, to_location, quantity, unit_cost, reason, shipment_line, actor, entered_at,
        effective_on, return_line, receipt_line, count_line, lot_id, reverses_id
    FROM nephrite.stock_movement WHERE entered_at <= nephrite.known_until();
CREATE VIEW nephrite_known.shipment AS
    SELECT id, number, order_id, shipped_on, actor, at FROM nephrite.shipment WHERE at <= nephrite.known_until();
CREATE VIEW nephrite_known.shipment_reversal AS
    SELECT shipment_id, reason, actor, at FROM nephrite.shipment_reversal WHERE at <= nephrite.known_until();
CREATE VIEW nephrite_known.order_return AS
    SELECT id, number, order_id, received_on, reason, actor, at FROM nephrite.order_return
    WHERE at <= nephrite.known_until();
CREATE VIEW nephrite_known.purchase_receipt AS
    SELECT id, number, purchase_id, location_id, received_on, base_currency, rate, is_inverse, landed, landed_by, actor, at
    FROM nephrite.purchase_receipt WHERE at <= nephrite.known_until();
CREATE VIEW nephrite_known.purchase_receipt_reversal AS
    SELECT receipt_id, reason, actor, at FROM nephrite.purchase_receipt_reversal WHERE at <= nephrite.known_until();
CREATE VIEW nephrite_known.invoice AS
    SELECT id, number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency, minor_digits, net, tax,
        gross, actor, posted_at, discount_percent, discount_until
    FROM nephrite.invoice WHERE posted_at <= nephrite.known_until();
CREATE VIEW nephrite_known.credit_note AS
    SELECT id, number, series, ordinal, invoice_id, issued_on, reason, net, tax, gross, actor, posted_at
    FROM nephrite.credit_note WHERE posted_at <= nephrite.known_until();
CREATE VIEW nephrite_known.payment AS
    SELECT id, customer_id, currency, amount, paid_on, actor, at, kind, cause_id, reason FROM nephrite.payment
    WHERE at <= nephrite.known_until();
CREATE VIEW nephrite_known.lot_inspection AS
    SELECT id, lot_id, inspected_on, inspector, sample_size, result, note, actor, at FROM nephrite.lot_inspection
    WHERE at <= nephrite.known_until();
GRANT SELECT ON ALL TABLES IN SCHEMA nephrite_known TO nephrite_app, nephrite_report;
