-- Stocktakes, and days that are closed.

CREATE SEQUENCE stock_count_number;

CREATE TABLE stock_count (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT stock_count_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT stock_count_number_unique UNIQUE,
    location_id bigint CONSTRAINT stock_count_location REFERENCES location,
    state text NOT NULL DEFAULT 'open'
        CONSTRAINT stock_count_state_known CHECK (state IN ('open', 'posted', 'cancelled')),
    opened_by text NOT NULL DEFAULT session_user,
    opened_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    ended_by text,
    ended_at timestamptz,
    CONSTRAINT stock_count_ended_when CHECK ((state = 'open') = (ended_at IS NULL)),
    CONSTRAINT stock_count_ended_whole CHECK ((ended_at IS NULL) = (ended_by IS NULL))
);
COMMENT ON TABLE stock_count IS 'A stocktake of one location, or of all where there is none';
GRANT INSERT, UPDATE (state, ended_by, ended_at) ON stock_count TO nephrite_app;

CREATE TABLE stock_count_line (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT stock_count_line_pk PRIMARY KEY,
    count_id bigint NOT NULL CONSTRAINT stock_count_line_count REFERENCES stock_count,
    product_id bigint NOT NULL CONSTRAINT stock_count_line_product REFERENCES product,
    location_id bigint NOT NULL CONSTRAINT stock_count_line_location REFERENCES location,
    expected integer NOT NULL CONSTRAINT stock_count_line_expected_not_negative CHECK (expected >= 0),
    counted integer CONSTRAINT stock_count_line_counted_not_negative CHECK (counted >= 0),
    counted_by text,
    counted_at timestamptz,
    CONSTRAINT stock_count_line_unique UNIQUE (count_id, product_id, location_id),
    CONSTRAINT stock_count_line_counted_whole CHECK (
        (counted IS NULL) = (counted_by IS NULL) AND (counted IS NULL) = (counted_at IS NULL))
);
COMMENT ON TABLE stock_count_line IS 'What lay somewhere when the count was opened, and what was found';
CREATE INDEX stock_count_line_product_index ON stock_count_line (product_id);
GRANT INSERT, UPDATE (counted, counted_by, counted_at) ON stock_count_line TO nephrite_app;

CREATE FUNCTION stock_count_keep_posted() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM stock_count WHERE id = NEW.count_id AND state <> 'open') THEN
        RAISE EXCEPTION 'the count is not open'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_count_line_of_open_count';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION stock_count_keep_posted IS 'What was posted or cancelled is not counted any more';
CREATE TRIGGER stock_count_line_of_open_count BEFORE INSERT OR UPDATE ON stock_count_line
    FOR EACH ROW EXECUTE FUNCTION stock_count_keep_posted();

ALTER TABLE stock_movement
    ADD COLUMN count_line bigint CONSTRAINT stock_movement_count_line REFERENCES stock_count_line
        CONSTRAINT stock_movement_count_line_unique UNIQUE,
    ADD CONSTRAINT stock_movement_counted_has_cause CHECK ((kind = 'counted') = (count_line IS NOT NULL));

CREATE TABLE closed_period (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT closed_period_pk PRIMARY KEY,
    closed_through date NOT NULL CONSTRAINT closed_period_day_unique UNIQUE,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE closed_period IS 'Through which day the stock ledger is closed; the latest day holds';
CREATE TRIGGER closed_period_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON closed_period
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION stock_refuse_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    through date;
BEGIN
    -- Who closes a period takes the lock alone, so none is closed while a movement is on its way into it.
    PERFORM pg_advisory_xact_lock_shared(hashtext('nephrite.closed_period'));
    SELECT max(closed_through) INTO through FROM closed_period;
    IF NEW.effective_on <= through THEN
        RAISE EXCEPTION 'the period through % is closed', through
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_period_open';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION stock_refuse_closed IS 'No movement counts for a day that is closed';
CREATE TRIGGER stock_movement_period_open BEFORE INSERT ON stock_movement
    FOR EACH ROW EXECUTE FUNCTION stock_refuse_closed();

CREATE FUNCTION period_close(through date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('nephrite.closed_period'));
    INSERT INTO closed_period (closed_through) VALUES (through);
END
$$;
COMMENT ON FUNCTION period_close IS 'Closes the ledger through a day, when no movement is under way';
REVOKE EXECUTE ON FUNCTION period_close(date) FROM nephrite_report;
