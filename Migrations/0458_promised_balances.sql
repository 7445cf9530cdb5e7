-- A promise is of a balance. The trigger that writes the promise to its balance finds whether there is one, for all of a statement at
-- once; a key beside it looked for each again, a sixteenth of what an order costs. Balances stay, and so do the places of promises.

CREATE OR REPLACE FUNCTION stock_keep_allocated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp SET enable_seqscan = off AS $$
DECLARE
    wanted bigint;
    written bigint;
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
    -- Whoever else promises something to a line is waited for, so that the sum below has it. Lines of our own transaction
    -- are nobody else's.
    PERFORM FROM sales_order_line AS line
    WHERE line.id IN (SELECT line_id FROM added) AND line.xmin <> pg_current_xact_id()::xid
    ORDER BY line.id FOR NO KEY UPDATE;
    UPDATE sales_order_line AS line SET allocated = promised.quantity
    FROM (SELECT DISTINCT line_id FROM added) AS changed CROSS JOIN LATERAL (
        SELECT sum(allocation.quantity) AS quantity FROM stock_allocation AS allocation
        WHERE allocation.line_id = changed.line_id
    ) AS promised
    WHERE line.id = changed.line_id AND line.allocated <> promised.quantity;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION stock_keep_allocated IS 'Writes promises to their balances and lines, and refuses one of no balance';

ALTER TABLE stock_allocation DROP CONSTRAINT stock_allocation_balance;
CREATE TRIGGER stock_allocation_stays BEFORE UPDATE OF line_id, location_id, product_id ON stock_allocation
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER stock_balance_stays BEFORE DELETE OR TRUNCATE OR UPDATE OF product_id, location_id ON stock_balance
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
