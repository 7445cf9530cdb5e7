-- Promises of many orders at once: what a line is made with need not be written again, and what is proven by a row that is
-- locked already need not be looked up twice.

-- A promise is of a balance, which is of a product and of a location: one key proves both, and that something lies there.
ALTER TABLE stock_allocation
    ADD CONSTRAINT stock_allocation_balance FOREIGN KEY (product_id, location_id)
        REFERENCES stock_balance (product_id, location_id),
    DROP CONSTRAINT stock_allocation_product,
    DROP CONSTRAINT stock_allocation_location;

-- Entries are never removed, and audit_note_pending alone writes what is pending: the key proved nothing.
ALTER TABLE audit_pending DROP CONSTRAINT audit_pending_entry;

-- What is promised to a line is the sum of its promises and is written where it is another: a line that is made together
-- with its promises says it from the first, and is not written twice.
CREATE OR REPLACE FUNCTION stock_keep_allocated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp SET enable_seqscan = off AS $$
DECLARE
    wanted bigint;
    written bigint;
BEGIN
    IF TG_OP = 'INSERT' THEN
        WITH change AS (
            SELECT product_id, location_id, sum(quantity) AS quantity FROM added
            GROUP BY product_id, location_id HAVING sum(quantity) <> 0
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
            USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_balance_allocated_on_hand';
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

CREATE FUNCTION order_line_check_allocated() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp SET enable_seqscan = off AS $$
BEGIN
    IF EXISTS (
        SELECT FROM added WHERE allocated <> 0 AND allocated IS DISTINCT FROM (
            SELECT sum(allocation.quantity) FROM stock_allocation AS allocation WHERE allocation.line_id = added.id)
    ) THEN
        RAISE EXCEPTION 'what is promised to a new line is the sum of its promises'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'sales_order_line_allocated_is_promised';
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION order_line_check_allocated IS 'A line says that something is promised to it only in the statement that promises it';
CREATE TRIGGER sales_order_line_allocated AFTER INSERT ON sales_order_line
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION order_line_check_allocated();

COMMENT ON COLUMN sales_order_line.allocated IS 'The sum of its promises, kept by the trigger of stock_allocation';
