-- What a customer may send back before it comes, and which returns came by it.

CREATE SEQUENCE return_authorisation_number;

CREATE TABLE return_authorisation (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT return_authorisation_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT return_authorisation_number_unique UNIQUE,
    order_id bigint NOT NULL CONSTRAINT return_authorisation_order REFERENCES sales_order,
    reason text CONSTRAINT return_authorisation_reason_not_blank CHECK (reason ~ '\S'),
    valid_until date,
    authorised_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    authorised_by text NOT NULL DEFAULT session_user,
    cancelled_at timestamptz,
    cancelled_by text,
    cancel_reason text CONSTRAINT return_authorisation_cancel_reason_not_blank CHECK (cancel_reason ~ '\S'),
    CONSTRAINT return_authorisation_of_order UNIQUE (id, order_id),
    CONSTRAINT return_authorisation_cancelled_whole CHECK (
        (cancelled_at IS NULL) = (cancelled_by IS NULL) AND (cancelled_at IS NULL) = (cancel_reason IS NULL))
);
COMMENT ON TABLE return_authorisation IS 'What a customer may send back of an order; what came by it says how far it has come';
COMMENT ON COLUMN return_authorisation.valid_until IS 'The last day on which goods are taken in by it; null is for good';
COMMENT ON COLUMN return_authorisation.cancelled_at IS 'When what had not come in by it was called off';
CREATE INDEX return_authorisation_order_index ON return_authorisation (order_id);
GRANT INSERT, UPDATE (cancelled_at, cancelled_by, cancel_reason) ON return_authorisation TO nephrite_app;

CREATE TABLE return_authorisation_line (
    authorisation_id bigint NOT NULL
        CONSTRAINT return_authorisation_line_authorisation REFERENCES return_authorisation,
    line_id bigint NOT NULL CONSTRAINT return_authorisation_line_line REFERENCES sales_order_line,
    quantity integer NOT NULL CONSTRAINT return_authorisation_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT return_authorisation_line_pk PRIMARY KEY (authorisation_id, line_id)
);
COMMENT ON TABLE return_authorisation_line IS 'How much of an order line may come back';
CREATE INDEX return_authorisation_line_line_index ON return_authorisation_line (line_id);
GRANT INSERT ON return_authorisation_line TO nephrite_app;

ALTER TABLE order_return
    ADD COLUMN authorisation_id bigint,
    ADD CONSTRAINT order_return_authorisation FOREIGN KEY (authorisation_id, order_id)
        REFERENCES return_authorisation (id, order_id);
COMMENT ON COLUMN order_return.authorisation_id IS 'By which it came; null is without one';
CREATE INDEX order_return_authorisation_index ON order_return (authorisation_id) WHERE authorisation_id IS NOT NULL;

CREATE TRIGGER return_authorisation_kept BEFORE DELETE OR TRUNCATE ON return_authorisation
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER return_authorisation_cancelled_once BEFORE UPDATE ON return_authorisation FOR EACH ROW
    WHEN (OLD.cancelled_at IS NOT NULL OR (OLD.id, OLD.number, OLD.order_id, OLD.reason, OLD.valid_until,
        OLD.authorised_at, OLD.authorised_by) IS DISTINCT FROM (NEW.id, NEW.number, NEW.order_id, NEW.reason,
        NEW.valid_until, NEW.authorised_at, NEW.authorised_by))
    EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER return_authorisation_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON return_authorisation_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- Credit notes name the order line and no return: as in order_return_line_credit the earliest returns of a line are
-- credited first.
CREATE VIEW return_authorisation_progress AS
    SELECT authorised.authorisation_id, authorised.line_id, authorised.quantity AS authorised,
        came.restocked + came.scrapped AS received, came.restocked, came.scrapped, came.credited,
        CASE WHEN entry.cancelled_at IS NOT NULL OR entry.valid_until < (
                now() AT TIME ZONE (SELECT value FROM setting WHERE key = 'time_zone'))::date THEN 0
            ELSE authorised.quantity - came.restocked - came.scrapped END AS outstanding
    FROM return_authorisation_line AS authorised
    JOIN return_authorisation AS entry ON entry.id = authorised.authorisation_id
    JOIN sales_order_line AS line ON line.id = authorised.line_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(returned.quantity) FILTER (WHERE returned.disposition = 'restocked'), 0)::integer AS restocked,
            coalesce(sum(returned.quantity) FILTER (WHERE returned.disposition = 'scrapped'), 0)::integer AS scrapped,
            coalesce(sum(greatest(0, least(returned.quantity, line.credited - (
                SELECT coalesce(sum(earlier.quantity), 0) FROM order_return_line AS earlier
                WHERE earlier.line_id = returned.line_id AND earlier.id < returned.id)))), 0)::integer AS credited
        FROM order_return AS back JOIN order_return_line AS returned ON returned.return_id = back.id
        WHERE back.authorisation_id = authorised.authorisation_id AND returned.line_id = authorised.line_id
    ) AS came;
COMMENT ON VIEW return_authorisation_progress IS
    'Of each line of an authorisation what came in by it, what of that is credited, and what may still come';

CREATE FUNCTION return_authorisation_check() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    -- Who authorises or takes in of one line at once takes turns.
    PERFORM FROM sales_order_line WHERE id = NEW.line_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM sales_order_line AS line JOIN return_authorisation AS entry ON entry.order_id = line.order_id
        WHERE line.id = NEW.line_id AND entry.id = NEW.authorisation_id AND line.shipped - line.returned >= (
            SELECT sum(progress.outstanding) FROM return_authorisation_progress AS progress
            WHERE progress.line_id = line.id)
    ) THEN
        RAISE EXCEPTION 'more is authorised to come back than was shipped'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'return_authorisation_line_shipped';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION return_authorisation_check IS 'What may come back of a line was shipped and has not come back, over all that is open';
CREATE TRIGGER return_authorisation_line_shipped AFTER INSERT ON return_authorisation_line
    FOR EACH ROW EXECUTE FUNCTION return_authorisation_check();

CREATE FUNCTION order_return_check() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
DECLARE
    authorisation bigint := (SELECT authorisation_id FROM order_return WHERE id = NEW.return_id);
BEGIN
    IF authorisation IS NULL THEN
        RETURN NULL;
    END IF;
    PERFORM FROM sales_order_line WHERE id = NEW.line_id FOR NO KEY UPDATE;
    IF NOT EXISTS (
        SELECT FROM return_authorisation_progress AS progress
        JOIN return_authorisation AS entry ON entry.id = progress.authorisation_id
        JOIN order_return AS back ON back.id = NEW.return_id
        WHERE progress.authorisation_id = authorisation AND progress.line_id = NEW.line_id
            AND progress.received <= progress.authorised AND entry.cancelled_at IS NULL
            AND (entry.valid_until IS NULL OR back.received_on <= entry.valid_until)
    ) THEN
        RAISE EXCEPTION 'more came in by an authorisation than it allows'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_return_line_authorised';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION order_return_check IS 'No more comes in by an authorisation than it allows while it holds';
CREATE TRIGGER order_return_line_authorised AFTER INSERT ON order_return_line
    FOR EACH ROW EXECUTE FUNCTION order_return_check();
