-- Lots: goods that came in together, their certificate and inspection, and where each of them went.

CREATE TABLE lot (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lot_pk PRIMARY KEY,
    product_id bigint NOT NULL CONSTRAINT lot_product REFERENCES product,
    code text NOT NULL CONSTRAINT lot_code_form CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$'),
    supplier_id bigint CONSTRAINT lot_supplier REFERENCES supplier,
    supplier_lot text CONSTRAINT lot_supplier_lot_not_blank CHECK (supplier_lot ~ '\S' AND length(supplier_lot) <= 255),
    certificate text CONSTRAINT lot_certificate_not_blank CHECK (certificate ~ '\S' AND length(certificate) <= 255),
    certificate_issuer text
        CONSTRAINT lot_certificate_issuer_not_blank CHECK (certificate_issuer ~ '\S' AND length(certificate_issuer) <= 255),
    certified_on date,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    created_by text NOT NULL DEFAULT session_user,
    CONSTRAINT lot_code_unique UNIQUE (product_id, code),
    CONSTRAINT lot_of_product UNIQUE (product_id, id),
    CONSTRAINT lot_certificate_whole CHECK (certificate IS NOT NULL OR (certificate_issuer IS NULL AND certified_on IS NULL))
);
COMMENT ON TABLE lot IS 'Goods of a product that came in together and can be told from others; lots leave in the order in which they were made';
COMMENT ON COLUMN lot.certificate IS 'The reference of a mill certificate, laboratory report or the like';
GRANT INSERT, UPDATE (supplier_id, supplier_lot, certificate, certificate_issuer, certified_on) ON lot TO nephrite_app;

CREATE TABLE lot_inspection (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT lot_inspection_pk PRIMARY KEY,
    lot_id bigint NOT NULL CONSTRAINT lot_inspection_lot REFERENCES lot,
    inspected_on date NOT NULL,
    inspector text CONSTRAINT lot_inspection_inspector_not_blank CHECK (inspector ~ '\S' AND length(inspector) <= 255),
    sample_size integer CONSTRAINT lot_inspection_sample_positive CHECK (sample_size > 0),
    result text NOT NULL CONSTRAINT lot_inspection_result_known CHECK (result IN ('accepted', 'rejected')),
    note text CONSTRAINT lot_inspection_note_not_blank CHECK (note ~ '\S' AND length(note) <= 2000),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE lot_inspection IS 'What was found when a sample of a lot was looked at; the latest of a lot holds';
CREATE INDEX lot_inspection_lot_index ON lot_inspection (lot_id, id);
GRANT INSERT ON lot_inspection TO nephrite_app;

CREATE TABLE lot_measurement (
    inspection_id bigint NOT NULL CONSTRAINT lot_measurement_inspection REFERENCES lot_inspection,
    field text NOT NULL CONSTRAINT lot_measurement_field REFERENCES product_field,
    value text NOT NULL CONSTRAINT lot_measurement_value_not_blank CHECK (value ~ '\S' AND length(value) <= 2000),
    CONSTRAINT lot_measurement_pk PRIMARY KEY (inspection_id, field)
);
COMMENT ON TABLE lot_measurement IS 'What was measured on the sample, by the fields of a product';
GRANT INSERT ON lot_measurement TO nephrite_app;

ALTER TABLE stock_movement
    ADD COLUMN lot_id bigint,
    ADD CONSTRAINT stock_movement_lot_of_product FOREIGN KEY (product_id, lot_id) REFERENCES lot (product_id, id),
    ADD COLUMN reverses_id bigint CONSTRAINT stock_movement_reverses REFERENCES stock_movement
        CONSTRAINT stock_movement_reversed_once UNIQUE,
    DROP CONSTRAINT stock_movement_kind_known,
    ADD CONSTRAINT stock_movement_kind_known CHECK (
        kind IN ('received', 'shipped', 'returned', 'transferred', 'adjusted', 'counted', 'scrapped', 'reversed')),
    ADD CONSTRAINT stock_movement_reversed_has_cause CHECK (
        (kind = 'reversed') = (reverses_id IS NOT NULL) AND (kind <> 'reversed' OR coalesce(reason, '') ~ '\S'));
COMMENT ON COLUMN stock_movement.lot_id IS 'The lot that a person named, for all of it; stock_movement_lot has those of every movement';
COMMENT ON COLUMN stock_movement.reverses_id IS 'The movement that was entered by mistake and is undone by this one';

CREATE TABLE stock_movement_lot (
    movement_id bigint NOT NULL CONSTRAINT stock_movement_lot_movement REFERENCES stock_movement,
    lot_id bigint NOT NULL CONSTRAINT stock_movement_lot_lot REFERENCES lot,
    quantity integer NOT NULL CONSTRAINT stock_movement_lot_quantity_positive CHECK (quantity > 0),
    CONSTRAINT stock_movement_lot_pk PRIMARY KEY (movement_id, lot_id)
);
COMMENT ON TABLE stock_movement_lot IS 'How much of a movement is of which lots, written by stock_keep_lots alone; the rest is of none';
CREATE INDEX stock_movement_lot_lot_index ON stock_movement_lot (lot_id, movement_id);

CREATE TABLE stock_lot_balance (
    lot_id bigint NOT NULL CONSTRAINT stock_lot_balance_lot REFERENCES lot,
    location_id bigint NOT NULL CONSTRAINT stock_lot_balance_location REFERENCES location,
    on_hand integer NOT NULL CONSTRAINT stock_lot_balance_on_hand_not_negative CHECK (on_hand >= 0),
    CONSTRAINT stock_lot_balance_pk PRIMARY KEY (lot_id, location_id)
);
COMMENT ON TABLE stock_lot_balance IS 'What lies of a lot where, written by stock_keep_lots alone; the rest of stock_balance is of no lot';

CREATE TRIGGER lot_inspection_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON lot_inspection
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER lot_measurement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON lot_measurement
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER stock_movement_lot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movement_lot
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION stock_keep_lots() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    lotted bigint;
    wanted integer;
    written integer;
BEGIN
    IF NOT EXISTS (SELECT FROM lot WHERE product_id = NEW.product_id) THEN
        RETURN NULL;
    END IF;
    -- The row of stock_balance is locked by its own trigger, so nobody else draws here.
    IF NEW.lot_id IS NOT NULL THEN
        INSERT INTO stock_movement_lot (movement_id, lot_id, quantity) VALUES (NEW.id, NEW.lot_id, NEW.quantity);
    ELSIF NEW.kind = 'reversed' OR (NEW.kind = 'scrapped' AND NEW.return_line IS NOT NULL) THEN
        INSERT INTO stock_movement_lot (movement_id, lot_id, quantity)
        SELECT NEW.id, part.lot_id, part.quantity
        FROM stock_movement AS origin JOIN stock_movement_lot AS part ON part.movement_id = origin.id
        WHERE CASE NEW.kind WHEN 'reversed' THEN origin.id = NEW.reverses_id
            ELSE origin.return_line = NEW.return_line AND origin.kind = 'returned' END;
    ELSIF NEW.kind = 'returned' THEN
        -- What the line was shipped with and did not come back yet, the last lot first.
        INSERT INTO stock_movement_lot (movement_id, lot_id, quantity)
        SELECT NEW.id, drawn.lot_id, least(drawn.quantity, NEW.quantity - drawn.before)
        FROM (
            SELECT there.lot_id, there.quantity,
                coalesce(sum(there.quantity) OVER (ORDER BY there.lot_id DESC ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                    AS before
            FROM (
                SELECT moved.lot_id, sum(moved.quantity) AS quantity FROM (
                    SELECT part.lot_id, part.quantity
                    FROM shipment_line AS shipped JOIN stock_movement AS movement ON movement.shipment_line = shipped.id
                    JOIN stock_movement_lot AS part ON part.movement_id = movement.id
                    WHERE shipped.line_id = (SELECT line_id FROM order_return_line WHERE id = NEW.return_line)
                        AND NOT EXISTS (SELECT FROM stock_movement AS undone WHERE undone.reverses_id = movement.id)
                    UNION ALL
                    SELECT part.lot_id, -part.quantity
                    FROM order_return_line AS returned JOIN stock_movement AS movement
                        ON movement.return_line = returned.id AND movement.kind = 'returned'
                    JOIN stock_movement_lot AS part ON part.movement_id = movement.id
                    WHERE returned.line_id = (SELECT line_id FROM order_return_line WHERE id = NEW.return_line)
                ) AS moved GROUP BY moved.lot_id HAVING sum(moved.quantity) > 0
            ) AS there
        ) AS drawn WHERE drawn.before < NEW.quantity;
    ELSIF NEW.from_location IS NOT NULL THEN
        -- The oldest lot first; what is of no lot leaves last, so that a lot is rather traced too far than not at all.
        INSERT INTO stock_movement_lot (movement_id, lot_id, quantity)
        SELECT NEW.id, drawn.lot_id, least(drawn.on_hand, NEW.quantity - drawn.before)
        FROM (
            SELECT balance.lot_id, balance.on_hand,
                coalesce(sum(balance.on_hand) OVER (ORDER BY balance.lot_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                    AS before
            FROM stock_lot_balance AS balance JOIN lot ON lot.id = balance.lot_id
            WHERE lot.product_id = NEW.product_id AND balance.location_id = NEW.from_location AND balance.on_hand > 0
        ) AS drawn WHERE drawn.before < NEW.quantity;
    END IF;
    IF NEW.from_location IS NOT NULL THEN
        SELECT count(*) INTO wanted FROM stock_movement_lot WHERE movement_id = NEW.id;
        UPDATE stock_lot_balance AS balance SET on_hand = balance.on_hand - part.quantity
        FROM stock_movement_lot AS part
        WHERE part.movement_id = NEW.id AND balance.lot_id = part.lot_id AND balance.location_id = NEW.from_location;
        GET DIAGNOSTICS written = ROW_COUNT;
        IF written <> wanted THEN
            RAISE EXCEPTION 'nothing of the lot lies at the location'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_lot_balance_on_hand_not_negative';
        END IF;
        SELECT coalesce(sum(balance.on_hand), 0) INTO lotted
        FROM stock_lot_balance AS balance JOIN lot ON lot.id = balance.lot_id
        WHERE lot.product_id = NEW.product_id AND balance.location_id = NEW.from_location;
        IF lotted > (SELECT on_hand FROM stock_balance
            WHERE product_id = NEW.product_id AND location_id = NEW.from_location) THEN
            RAISE EXCEPTION 'the lots at the location are more than what lies there'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_lot_balance_within_on_hand';
        END IF;
    END IF;
    IF NEW.to_location IS NOT NULL THEN
        INSERT INTO stock_lot_balance AS balance (lot_id, location_id, on_hand)
        SELECT part.lot_id, NEW.to_location, part.quantity FROM stock_movement_lot AS part WHERE part.movement_id = NEW.id
        ON CONFLICT ON CONSTRAINT stock_lot_balance_pk DO UPDATE SET on_hand = balance.on_hand + EXCLUDED.on_hand;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION stock_keep_lots IS 'The one writer of which lots a movement is of, and of what lies of them where';
-- Behind stock_movement_balance, by whose lock it is alone; triggers go by their names.
CREATE TRIGGER stock_movement_lots AFTER INSERT ON stock_movement
    FOR EACH ROW EXECUTE FUNCTION stock_keep_lots();
