-- A promise is of a line and of its product. The trigger that sums up promises finds the lines anyway, for all of a statement at once:
-- it proves both, where a key proved the line alone and looked for each again. Lines stay.
-- Lines that a statement makes with their promises are read once, to see that they are right, and not locked and summed up again.

CREATE OR REPLACE FUNCTION stock_keep_allocated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp SET enable_seqscan = off AS $$
DECLARE
    wanted bigint;
    written bigint;
    is_unfounded boolean := false;
    is_behind boolean := true;
BEGIN
    IF TG_OP = 'INSERT' THEN
        -- Also where nothing is promised yet: the balance has to be there.
        WITH change AS (
            SELECT product_id, location_id, sum(quantity) AS quantity FROM added GROUP BY product_id, location_id
        ), balance AS (
            UPDATE stock_balance SET allocated = stock_balance.allocated + change.quantity FROM change
            WHERE stock_balance.product_id = change.product_id AND stock_balance.location_id = change.location_id
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM balance) INTO wanted, written;
        -- A line of another transaction may be promised more meanwhile; one of our own is nobody else's.
        SELECT bool_or(line.id IS NULL), bool_or(line.xmin <> pg_current_xact_id()::xid OR line.allocated <> promised.quantity)
        INTO is_unfounded, is_behind
        FROM (SELECT DISTINCT line_id, product_id FROM added) AS changed
        LEFT JOIN sales_order_line AS line ON line.id = changed.line_id AND line.product_id = changed.product_id
        CROSS JOIN LATERAL (
            SELECT sum(allocation.quantity) AS quantity FROM stock_allocation AS allocation
            WHERE allocation.line_id = changed.line_id
        ) AS promised;
    ELSE
        WITH change AS (
            SELECT added.product_id, added.location_id, sum(added.quantity - removed.quantity) AS quantity
            FROM added JOIN removed USING (line_id, location_id)
            GROUP BY added.product_id, added.location_id HAVING sum(added.quantity - removed.quantity) <> 0
        ), balance AS (
            UPDATE stock_balance SET allocated = stock_balance.allocated + change.quantity FROM change
            WHERE stock_balance.product_id = change.product_id AND stock_balance.location_id = change.location_id
            RETURNING 1
        )
        SELECT (SELECT count(*) FROM change), (SELECT count(*) FROM balance) INTO wanted, written;
    END IF;
    IF written <> wanted THEN
        RAISE EXCEPTION 'nothing of the product lies at the location'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stock_allocation_balance';
    END IF;
    IF is_unfounded THEN
        RAISE EXCEPTION 'a promise is of a line and of its product'
            USING ERRCODE = 'foreign_key_violation', CONSTRAINT = 'stock_allocation_line';
    END IF;
    IF is_behind THEN
        -- Whoever else promises something to a line is waited for, so that the sum below has it.
        PERFORM FROM sales_order_line AS line
        WHERE line.id IN (SELECT line_id FROM added) AND line.xmin <> pg_current_xact_id()::xid
        ORDER BY line.id FOR NO KEY UPDATE;
        UPDATE sales_order_line AS line SET allocated = promised.quantity
        FROM (SELECT DISTINCT line_id FROM added) AS changed CROSS JOIN LATERAL (
            SELECT sum(allocation.quantity) AS quantity FROM stock_allocation AS allocation
            WHERE allocation.line_id = changed.line_id
        ) AS promised
        WHERE line.id = changed.line_id AND line.allocated <> promised.quantity;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION stock_keep_allocated IS
    'Writes promises to their balances and lines, and refuses one of no balance, of no line or of another product';

ALTER TABLE stock_allocation DROP CONSTRAINT stock_allocation_line;
CREATE TRIGGER sales_order_line_stays BEFORE DELETE OR TRUNCATE OR UPDATE OF id, product_id ON sales_order_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
