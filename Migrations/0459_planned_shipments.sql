-- Shipments that are being made ready: what of the promises is picked and packed together, before it leaves.

CREATE SEQUENCE planned_shipment_number;
CREATE TABLE planned_shipment (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT planned_shipment_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT planned_shipment_number_unique UNIQUE,
    order_id bigint NOT NULL CONSTRAINT planned_shipment_order REFERENCES sales_order,
    state text NOT NULL DEFAULT 'planned' CONSTRAINT planned_shipment_state_known
        CHECK (state IN ('planned', 'picking', 'packed', 'shipped', 'cancelled')),
    picker text CONSTRAINT planned_shipment_picker_not_blank CHECK (picker ~ '\S'),
    cancel_reason text CONSTRAINT planned_shipment_reason_not_blank CHECK (cancel_reason ~ '\S'),
    shipment_id bigint CONSTRAINT planned_shipment_shipment REFERENCES shipment
        CONSTRAINT planned_shipment_shipment_unique UNIQUE,
    actor text NOT NULL DEFAULT session_user,
    planned_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    picking_at timestamptz,
    packed_at timestamptz,
    shipped_at timestamptz,
    cancelled_at timestamptz,
    CONSTRAINT planned_shipment_times CHECK (
        (state = 'shipped') = (shipped_at IS NOT NULL) AND (state = 'shipped') = (shipment_id IS NOT NULL)
        AND (state = 'cancelled') = (cancelled_at IS NOT NULL) AND (state = 'cancelled') = (cancel_reason IS NOT NULL)
        AND (picking_at IS NOT NULL OR state IN ('planned', 'cancelled'))
        AND (packed_at IS NOT NULL OR state IN ('planned', 'picking', 'cancelled')))
);
COMMENT ON TABLE planned_shipment IS 'What of an order''s promises is picked and packed together';
CREATE INDEX planned_shipment_order_index ON planned_shipment (order_id);

CREATE TABLE planned_shipment_line (
    planned_id bigint NOT NULL CONSTRAINT planned_shipment_line_planned REFERENCES planned_shipment,
    line_id bigint NOT NULL,
    location_id bigint NOT NULL,
    quantity integer NOT NULL CONSTRAINT planned_shipment_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT planned_shipment_line_pk PRIMARY KEY (planned_id, line_id, location_id),
    CONSTRAINT planned_shipment_line_promise FOREIGN KEY (line_id, location_id)
        REFERENCES stock_allocation (line_id, location_id)
);
COMMENT ON TABLE planned_shipment_line IS 'How much of a promise goes with a planned shipment';
CREATE INDEX planned_shipment_line_line_index ON planned_shipment_line (line_id, location_id);
GRANT INSERT, UPDATE (state, picker, cancel_reason, shipment_id, picking_at, packed_at, shipped_at, cancelled_at)
    ON planned_shipment TO nephrite_app;
GRANT INSERT ON planned_shipment_line TO nephrite_app;
CREATE TRIGGER planned_shipment_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON planned_shipment_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- One step after the other; what left or was given up stays as it is.
CREATE FUNCTION planned_shipment_step() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF (OLD.state, NEW.state) NOT IN (
        ('planned', 'picking'), ('picking', 'packed'), ('packed', 'shipped'),
        ('planned', 'cancelled'), ('picking', 'cancelled'), ('packed', 'cancelled'))
    THEN
        RAISE EXCEPTION 'a planned shipment goes from % to nothing like %', OLD.state, NEW.state
            USING ERRCODE = 'restrict_violation', CONSTRAINT = 'planned_shipment_step';
    END IF;
    RETURN NEW;
END
$$;
CREATE TRIGGER planned_shipment_step BEFORE UPDATE ON planned_shipment
    FOR EACH ROW EXECUTE FUNCTION planned_shipment_step();

-- What is being made ready is promised; promises are not taken back beneath it.
CREATE FUNCTION planned_shipment_keep_promised() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added JOIN stock_allocation AS allocation USING (line_id, location_id)
        CROSS JOIN LATERAL (
            SELECT sum(line.quantity) AS quantity
            FROM planned_shipment_line AS line JOIN planned_shipment AS planned ON planned.id = line.planned_id
            WHERE line.line_id = added.line_id AND line.location_id = added.location_id
                AND planned.state IN ('planned', 'picking', 'packed')
        ) AS ready
        WHERE ready.quantity > allocation.quantity
    ) THEN
        RAISE EXCEPTION 'more is being made ready than is promised'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'planned_shipment_within_promise';
    END IF;
    RETURN NULL;
END
$$;
CREATE TRIGGER planned_shipment_line_promised AFTER INSERT ON planned_shipment_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION planned_shipment_keep_promised();
CREATE TRIGGER stock_allocation_ready AFTER UPDATE ON stock_allocation
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION planned_shipment_keep_promised();
