-- Until when a quotation holds; who may release holds and override prices.

ALTER TABLE sales_order
    ADD COLUMN valid_until date,
    ADD CONSTRAINT sales_order_valid_when_quoted CHECK (state <> 'draft' OR valid_until IS NULL);
COMMENT ON COLUMN sales_order.valid_until IS 'The last day on which the quotation may be confirmed; null is without end';
CREATE INDEX sales_order_quoted_index ON sales_order (valid_until) WHERE state = 'quoted';

CREATE TABLE person_right (
    person text NOT NULL CONSTRAINT person_right_person_not_blank CHECK (person ~ '\S' AND length(person) <= 63),
    name text NOT NULL CONSTRAINT person_right_name_known CHECK (name IN ('manage_rights', 'override_price',
        'release_credit', 'release_deposit', 'release_price', 'release_stock', 'release_compliance', 'release_manual')),
    granted_by text NOT NULL DEFAULT session_user,
    granted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT person_right_pk PRIMARY KEY (name, person)
);
COMMENT ON TABLE person_right IS 'Who may do what; a right that nobody has been given is everybody''s';
COMMENT ON COLUMN person_right.person IS 'The name by which the person is connected to the database';
GRANT INSERT, DELETE ON person_right TO nephrite_app;

CREATE FUNCTION person_has_right(wanted text) RETURNS boolean
LANGUAGE sql STABLE PARALLEL RESTRICTED SET search_path = nephrite, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM person_right WHERE name = wanted)
        OR EXISTS (SELECT FROM person_right WHERE name = wanted AND person = session_user)
$$;
COMMENT ON FUNCTION person_has_right IS 'Whether who is connected may do something: it was given to him, or to nobody';

CREATE FUNCTION order_hold_require_right() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    -- What goes by itself, as when a deposit is paid, is released by nobody.
    IF NEW.released_by = session_user AND NOT person_has_right('release_' || NEW.kind) THEN
        RAISE EXCEPTION '% may not release a % hold', session_user, NEW.kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'order_hold_release_right';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION order_hold_require_right IS 'Only who has the right releases a hold';
CREATE TRIGGER order_hold_release_right BEFORE UPDATE OF released_at ON order_hold FOR EACH ROW
    WHEN (NEW.released_at IS NOT NULL AND OLD.released_at IS NULL) EXECUTE FUNCTION order_hold_require_right();
