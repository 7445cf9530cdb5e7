-- Shipments draw no lot that was rejected, and what lies in such lots is found by itself.

CREATE INDEX lot_inspection_rejected_index ON lot_inspection (lot_id, id) WHERE result = 'rejected';
COMMENT ON INDEX lot_inspection_rejected_index IS 'For those who ask of what is available, where few lots or none are rejected';

CREATE OR REPLACE FUNCTION stock_keep_lots() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
                -- What was rejected does not leave for a customer, so a shipment passes over it.
                AND (NEW.kind <> 'shipped' OR (
                    SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = lot.id
                    ORDER BY inspection.id DESC LIMIT 1) IS DISTINCT FROM 'rejected')
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
            IF NEW.kind = 'shipped' AND EXISTS (
                SELECT FROM stock_lot_balance AS balance JOIN lot ON lot.id = balance.lot_id
                WHERE lot.product_id = NEW.product_id AND balance.location_id = NEW.from_location AND balance.on_hand > 0
                    AND (SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = lot.id
                        ORDER BY inspection.id DESC LIMIT 1) = 'rejected') THEN
                RAISE EXCEPTION 'without the lots that were rejected there is not so much'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_lot_accepted';
            END IF;
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
