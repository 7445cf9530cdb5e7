-- Who is refused goods has to know which goods, of which lot, how many, where, and on which day. Lots are drawn from what lay there
-- on the day that a movement counts for, receipts say theirs, and counts by lot draw none.

CREATE OR REPLACE FUNCTION stock_keep_lots() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    lotted bigint;
    left_over integer;
    rejected bigint;
    sku text;
    place text;
    named text;
    lacking record;
    is_past boolean;
BEGIN
    IF NOT EXISTS (SELECT FROM lot WHERE product_id = NEW.product_id) THEN
        RETURN NULL;
    END IF;
    -- The row of stock_balance is locked by its own trigger, so nobody else draws here.
    is_past := NEW.effective_on <= current_date AND NEW.effective_on < company_day();
    IF NEW.lot_id IS NOT NULL THEN
        INSERT INTO stock_movement_lot (movement_id, lot_id, quantity) VALUES (NEW.id, NEW.lot_id, NEW.quantity);
    ELSIF NEW.receipt_line IS NOT NULL THEN
        INSERT INTO stock_movement_lot (movement_id, lot_id, quantity)
        SELECT NEW.id, given.lot_id, given.quantity FROM purchase_receipt_lot AS given
        WHERE given.receipt_line = NEW.receipt_line;
        IF (SELECT sum(quantity) FROM purchase_receipt_lot WHERE receipt_line = NEW.receipt_line) <> NEW.quantity THEN
            RAISE EXCEPTION 'the lots of a receipt are not the % that came in', NEW.quantity
                USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_receipt_lot_whole';
        END IF;
    ELSIF NEW.count_line IS NOT NULL AND (
        SELECT entry.is_by_lot FROM stock_count_line AS line JOIN stock_count AS entry ON entry.id = line.count_id
        WHERE line.id = NEW.count_line) THEN
        -- What is of no lot was counted by itself.
        NULL;
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
            SELECT lying.lot_id, lying.on_hand,
                coalesce(sum(lying.on_hand) OVER (ORDER BY lying.lot_id ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)
                    AS before
            FROM (
                SELECT balance.lot_id, least(balance.on_hand, past.quantity) AS on_hand
                FROM stock_lot_balance AS balance
                -- Of what counts for a day that is past only what lay there then, and has since.
                LEFT JOIN LATERAL (
                    SELECT standing.quantity
                    FROM stock_least(NEW.product_id, NEW.from_location, NEW.effective_on) AS standing
                    WHERE is_past AND standing.lot_id = balance.lot_id
                ) AS past ON true
                WHERE balance.location_id = NEW.from_location AND balance.on_hand > 0
            ) AS lying JOIN lot ON lot.id = lying.lot_id
            WHERE lot.product_id = NEW.product_id AND lying.on_hand > 0
                -- What was rejected does not leave for a customer, so a shipment passes over it.
                AND (NEW.kind <> 'shipped' OR (
                    SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = lot.id
                    ORDER BY inspection.id DESC LIMIT 1) IS DISTINCT FROM 'rejected')
        ) AS drawn WHERE drawn.before < NEW.quantity;
    END IF;
    IF NEW.from_location IS NOT NULL THEN
        SELECT lot.code, part.quantity, coalesce(balance.on_hand, 0) AS on_hand INTO lacking
        FROM stock_movement_lot AS part JOIN lot ON lot.id = part.lot_id
        LEFT JOIN stock_lot_balance AS balance
            ON balance.lot_id = part.lot_id AND balance.location_id = NEW.from_location
        WHERE part.movement_id = NEW.id AND coalesce(balance.on_hand, 0) < part.quantity
        ORDER BY lot.id LIMIT 1;
        IF FOUND THEN
            SELECT product.sku, location.code INTO sku, place FROM product CROSS JOIN location
            WHERE product.id = NEW.product_id AND location.id = NEW.from_location;
            RAISE EXCEPTION '% has % of lot % of %, not %', place, lacking.on_hand, lacking.code, sku, lacking.quantity
                USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_lot_balance_on_hand_not_negative';
        END IF;
        UPDATE stock_lot_balance AS balance SET on_hand = balance.on_hand - part.quantity
        FROM stock_movement_lot AS part
        WHERE part.movement_id = NEW.id AND balance.lot_id = part.lot_id AND balance.location_id = NEW.from_location;
        SELECT coalesce(sum(balance.on_hand), 0) INTO lotted
        FROM stock_lot_balance AS balance JOIN lot ON lot.id = balance.lot_id
        WHERE lot.product_id = NEW.product_id AND balance.location_id = NEW.from_location;
        SELECT on_hand INTO left_over FROM stock_balance
        WHERE product_id = NEW.product_id AND location_id = NEW.from_location;
        IF lotted > left_over THEN
            SELECT product.sku, location.code INTO sku, place FROM product CROSS JOIN location
            WHERE product.id = NEW.product_id AND location.id = NEW.from_location;
            SELECT sum(there.on_hand) FILTER (WHERE there.is_rejected),
                string_agg(there.on_hand || ' of lot ' || there.code, ', ' ORDER BY there.id)
                    FILTER (WHERE there.is_rejected)
            INTO rejected, named
            FROM (
                SELECT lot.id, lot.code, balance.on_hand,
                    (SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = lot.id
                        ORDER BY inspection.id DESC LIMIT 1) IS NOT DISTINCT FROM 'rejected' AS is_rejected
                FROM stock_lot_balance AS balance JOIN lot ON lot.id = balance.lot_id
                WHERE lot.product_id = NEW.product_id AND balance.location_id = NEW.from_location AND balance.on_hand > 0
            ) AS there;
            IF NEW.kind = 'shipped' AND rejected IS NOT NULL THEN
                RAISE EXCEPTION '% has % of % that was not rejected, not %: % were', place,
                    left_over + NEW.quantity - rejected, sku, NEW.quantity, named
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_lot_accepted';
            END IF;
            RAISE EXCEPTION '% has % of % that is of no lot, not %', place, greatest(left_over + NEW.quantity - lotted, 0),
                sku, NEW.quantity
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

CREATE OR REPLACE FUNCTION stock_refuse_closed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    through date;
BEGIN
    -- Who closes a period takes the lock alone, so none is closed while a movement is on its way into it.
    PERFORM pg_advisory_xact_lock_shared(hashtext('nephrite.closed_period'));
    SELECT max(closed_through) INTO through FROM closed_period;
    IF NEW.effective_on <= through THEN
        RAISE EXCEPTION 'a movement of % for % would count for a period that is closed: the ledger is closed through %',
            (SELECT sku FROM product WHERE id = NEW.product_id), to_char(NEW.effective_on, 'YYYY-MM-DD'),
            to_char(through, 'YYYY-MM-DD')
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_period_open';
    END IF;
    RETURN NEW;
END
$$;

CREATE OR REPLACE FUNCTION lot_refuse_rejected() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    refused record;
BEGIN
    SELECT lot.code, part.quantity, product.sku INTO refused
    FROM stock_movement_lot AS part JOIN lot ON lot.id = part.lot_id JOIN product ON product.id = lot.product_id
    WHERE part.movement_id = NEW.id
        AND (SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = part.lot_id
            ORDER BY inspection.id DESC LIMIT 1) = 'rejected'
    ORDER BY lot.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% of lot % of % would leave, which was rejected when it was inspected', refused.quantity,
            refused.code, refused.sku
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_lot_accepted';
    END IF;
    RETURN NULL;
END
$$;
