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
    SELECT product.sku, location.code AS place, lot.code AS lot, least.lot_id IS NULL AND NOT least.is_whole AS is_of_none,
        least.day, -least.quantity AS missing INTO short
    FROM (
        SELECT product_id, from_location, min(effective_on) AS since FROM added
        WHERE from_location IS NOT NULL AND effective_on < company_day() GROUP BY product_id, from_location
    ) AS past CROSS JOIN LATERAL stock_least(past.product_id, past.from_location, past.since) AS least
    JOIN product ON product.id = past.product_id JOIN location ON location.id = past.from_location
    LEFT JOIN lot ON lot.id = least.lot_id
    WHERE least.quantity < 0
    ORDER BY least.is_whole DESC, least.day, lot.id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% had % too few of % at the end of %', short.place, short.missing,
            short.sku || CASE WHEN short.is_of_none THEN ' that is of no lot' ELSE coalesce(', lot ' || short.lot, '') END,
            to_char(short.day, 'YYYY-MM-DD')
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_movement_past_covered';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION stock_refuse_past_shortage IS 'Nothing leaves on a day before it came in';
-- For a statement, when the lots of all its movements are drawn.
CREATE TRIGGER stock_movement_past AFTER INSERT ON stock_movement REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION stock_refuse_past_shortage();
