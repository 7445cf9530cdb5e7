-- Corrections that count for a day before they are entered, goods that are thrown away, receipts of several lots, and counts by lot.

ALTER TABLE stock_movement ADD CONSTRAINT stock_movement_scrapped_has_reason
    CHECK (kind <> 'scrapped' OR return_line IS NOT NULL OR coalesce(reason, '') ~ '\S');
COMMENT ON CONSTRAINT stock_movement_scrapped_has_reason ON stock_movement IS
    'What came back is thrown away for the reason of its return';

CREATE TABLE purchase_receipt_lot (
    receipt_line bigint NOT NULL CONSTRAINT purchase_receipt_lot_line REFERENCES purchase_receipt_line,
    lot_id bigint NOT NULL CONSTRAINT purchase_receipt_lot_lot REFERENCES lot,
    quantity integer NOT NULL CONSTRAINT purchase_receipt_lot_quantity_positive CHECK (quantity > 0),
    CONSTRAINT purchase_receipt_lot_pk PRIMARY KEY (receipt_line, lot_id)
);
COMMENT ON TABLE purchase_receipt_lot IS
    'How much of a receipt''s line is of which lots, where it is of several; the movement of one lot has it in lot_id';
CREATE INDEX purchase_receipt_lot_lot_index ON purchase_receipt_lot (lot_id);
GRANT INSERT ON purchase_receipt_lot TO nephrite_app;
CREATE TRIGGER purchase_receipt_lot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_receipt_lot
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

ALTER TABLE stock_count ADD COLUMN is_by_lot boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN stock_count.is_by_lot IS 'Whether each lot has a line of its own, and what is of none another';
ALTER TABLE stock_count_line
    ADD COLUMN lot_id bigint,
    ADD CONSTRAINT stock_count_line_lot_of_product FOREIGN KEY (product_id, lot_id) REFERENCES lot (product_id, id),
    DROP CONSTRAINT stock_count_line_unique,
    ADD CONSTRAINT stock_count_line_unique UNIQUE NULLS NOT DISTINCT (count_id, product_id, location_id, lot_id);
COMMENT ON COLUMN stock_count_line.lot_id IS 'The lot that is counted; of a count by lot what is of none, of another count all of it where there is none';

CREATE OR REPLACE FUNCTION stock_count_keep_posted() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
DECLARE
    entry stock_count;
BEGIN
    SELECT * INTO entry FROM stock_count WHERE id = NEW.count_id;
    IF entry.state <> 'open' THEN
        RAISE EXCEPTION 'the count is not open'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_count_line_of_open_count';
    ELSIF NEW.lot_id IS NOT NULL AND NOT entry.is_by_lot THEN
        RAISE EXCEPTION 'the count is not by lot'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_count_line_by_lot';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION stock_count_keep_posted IS
    'What was posted or cancelled is not counted any more, and lots only where they are counted each by itself';

CREATE FUNCTION stock_least(product bigint, place bigint, since date)
RETURNS TABLE (lot_id bigint, is_whole boolean, day date, quantity bigint)
LANGUAGE sql STABLE SET search_path = nephrite, pg_temp AS $$
    SELECT DISTINCT ON (standing.is_whole, standing.lot_id) standing.lot_id, standing.is_whole, standing.day,
        standing.quantity
    FROM (
        SELECT entry.lot_id, grouping(entry.lot_id) = 1 AS is_whole, entry.day, sum(sum(entry.change)) OVER (
            PARTITION BY grouping(entry.lot_id), entry.lot_id ORDER BY entry.day)::bigint AS quantity
        FROM (
            SELECT part.lot_id, stood.day, stood.change
            FROM (
                SELECT movement.id, movement.quantity, greatest(movement.effective_on, since) AS day,
                    CASE movement.to_location WHEN place THEN 1 ELSE -1 END AS direction
                FROM stock_movement AS movement
                WHERE movement.product_id = product AND place IN (movement.from_location, movement.to_location)
            ) AS moved
            CROSS JOIN LATERAL (
                SELECT kept.lot_id, kept.quantity FROM stock_movement_lot AS kept WHERE kept.movement_id = moved.id
                UNION ALL
                SELECT NULL, moved.quantity - coalesce(sum(kept.quantity), 0)
                FROM stock_movement_lot AS kept WHERE kept.movement_id = moved.id
            ) AS part
            -- What came later was not there at first.
            CROSS JOIN LATERAL (VALUES (moved.day, moved.direction * part.quantity), (since, 0)) AS stood (day, change)
            UNION ALL
            SELECT NULL, since, 0
        ) AS entry
        GROUP BY GROUPING SETS ((entry.lot_id, entry.day), (entry.day))
    ) AS standing
    ORDER BY standing.is_whole, standing.lot_id, standing.quantity, standing.day
$$;
COMMENT ON FUNCTION stock_least IS
    'The least that lay of a product at a location at the end of a day or of any behind it, and the first day on which it did: of each lot, of what is of none, and of all of it';

CREATE FUNCTION company_day() RETURNS date LANGUAGE sql STABLE SET search_path = nephrite, pg_temp AS $$
    SELECT (now() AT TIME ZONE (SELECT value FROM setting WHERE key = 'time_zone'))::date
$$;
COMMENT ON FUNCTION company_day IS 'Today, where the company is';

CREATE FUNCTION stock_refuse_past_shortage() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    short record;
BEGIN
    -- What leaves today is held by the balances.
    SELECT least.day, least.quantity INTO short
    FROM (
        SELECT product_id, from_location, min(effective_on) AS since FROM added
        WHERE from_location IS NOT NULL AND effective_on < company_day() GROUP BY product_id, from_location
    ) AS past CROSS JOIN LATERAL stock_least(past.product_id, past.from_location, past.since) AS least
    WHERE least.quantity < 0
    ORDER BY least.is_whole DESC, least.day LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'by % there would be % too few', short.day, -short.quantity
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_past_covered';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION stock_refuse_past_shortage IS 'Nothing leaves on a day before it came in';
-- For a statement, when the lots of all its movements are drawn.
CREATE TRIGGER stock_movement_past AFTER INSERT ON stock_movement REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION stock_refuse_past_shortage();

CREATE OR REPLACE FUNCTION stock_keep_lots() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    lotted bigint;
    wanted integer;
    written integer;
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
            RAISE EXCEPTION 'the lots of a receipt are not what came in'
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
