-- A discount goes back with what is credited of its invoice; what undoes another entry is not undone itself.

ALTER TABLE payment
    DROP CONSTRAINT payment_kind_known,
    ADD CONSTRAINT payment_kind_known CHECK (kind IN ('received', 'discount', 'refund', 'reversal', 'clawback')),
    DROP CONSTRAINT payment_amount_sign,
    ADD CONSTRAINT payment_amount_sign
        CHECK (CASE WHEN kind IN ('refund', 'reversal', 'clawback') THEN amount < 0 ELSE amount > 0 END),
    DROP CONSTRAINT payment_cause_of_kind,
    ADD CONSTRAINT payment_cause_of_kind CHECK ((kind IN ('discount', 'reversal', 'clawback')) = (cause_id IS NOT NULL)),
    DROP CONSTRAINT payment_reason_of_kind,
    ADD CONSTRAINT payment_reason_of_kind CHECK (kind NOT IN ('refund', 'reversal', 'clawback') OR reason IS NOT NULL);
COMMENT ON COLUMN payment.kind IS
    'received; discount: let off for paying early; refund: paid back; reversal: of one that was entered by mistake; clawback: of a discount, on what was credited of its invoice';
COMMENT ON COLUMN payment.cause_id IS 'The payment that earned the discount, that is reversed, or the discount that goes back';
DROP INDEX payment_cause_once;
CREATE UNIQUE INDEX payment_cause_once ON payment (cause_id, kind) WHERE kind <> 'clawback';
CREATE INDEX payment_clawback_index ON payment (cause_id) WHERE kind = 'clawback';

CREATE FUNCTION payment_refuse_cause() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM payment AS cause WHERE cause.id = NEW.cause_id AND cause.kind = ANY (
        CASE NEW.kind WHEN 'discount' THEN '{received}' WHEN 'clawback' THEN '{discount}' ELSE '{received,discount}' END::text[]
    )) THEN
        RAISE EXCEPTION 'a % is of another kind of payment', NEW.kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_cause_of_its_kind';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION payment_refuse_cause IS 'Reversals and refunds are not reversed, and only a discount is clawed back';
CREATE TRIGGER payment_cause_of_its_kind BEFORE INSERT ON payment FOR EACH ROW WHEN (NEW.cause_id IS NOT NULL)
    EXECUTE FUNCTION payment_refuse_cause();

CREATE FUNCTION stock_movement_refuse_reversal() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM stock_movement AS origin WHERE origin.id = NEW.reverses_id AND origin.reverses_id IS NOT NULL) THEN
        RAISE EXCEPTION 'what undoes a movement is not undone'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_reverses_original';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION stock_movement_refuse_reversal IS 'A counter-entry is not reversed: the goods move again by an entry of their own';
CREATE TRIGGER stock_movement_reverses_original BEFORE INSERT ON stock_movement FOR EACH ROW
    WHEN (NEW.reverses_id IS NOT NULL) EXECUTE FUNCTION stock_movement_refuse_reversal();
