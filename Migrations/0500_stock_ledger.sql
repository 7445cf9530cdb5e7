-- Stock as a ledger and as layers, so that every report values it by the same steps.

CREATE FUNCTION stock_ledger(through date)
RETURNS TABLE (
    product_id bigint, movement_id bigint, effective_on date, kind text, change integer, balance bigint, unit_cost numeric,
    average numeric, landed numeric)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- The average and its landed part move at receipts with a cost alone, each by the same steps.
    SELECT counted.product_id, counted.id, counted.effective_on, counted.kind, counted.change, counted.balance,
        counted.unit_cost,
        nephrite.moving_average(counted.balance - counted.change, counted.change, counted.unit_cost)
            FILTER (WHERE counted.change > 0 AND counted.unit_cost IS NOT NULL) OVER upto,
        nephrite.moving_average(counted.balance - counted.change, counted.change, counted.landed)
            FILTER (WHERE counted.change > 0 AND counted.unit_cost IS NOT NULL) OVER upto
    FROM (
        SELECT movement.product_id, movement.id, movement.effective_on, movement.kind, movement.change, movement.unit_cost,
            coalesce(movement.unit_cost - received.goods_cost, 0) AS landed, sum(movement.change) OVER (
                PARTITION BY movement.product_id ORDER BY movement.effective_on, movement.id
                ROWS UNBOUNDED PRECEDING) AS balance
        FROM (
            SELECT product_id, id, effective_on, kind, unit_cost, receipt_line, CASE
                WHEN to_location IS NULL THEN -quantity WHEN from_location IS NULL THEN quantity ELSE 0 END AS change
            FROM nephrite.stock_movement WHERE through IS NULL OR effective_on <= through
        ) AS movement
        LEFT JOIN nephrite.purchase_receipt_line AS received ON received.id = movement.receipt_line
    ) AS counted
    WINDOW upto AS (
        PARTITION BY counted.product_id ORDER BY counted.effective_on, counted.id ROWS UNBOUNDED PRECEDING)
$$;
COMMENT ON FUNCTION stock_ledger IS
    'Movements through a day, or all, in the order in which they count: what each left of its product, the average cost for one behind it, and the landed part of that';

CREATE FUNCTION stock_layers(through date)
RETURNS TABLE (
    product_id bigint, movement_id bigint, effective_on date, quantity bigint, unit_cost numeric, landed numeric)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- First in, first out: what lies there came in last.
    SELECT came.product_id, came.movement_id, came.effective_on, least(came.change, came.on_hand - came.younger),
        coalesce(came.unit_cost, came.average),
        CASE WHEN came.unit_cost IS NULL THEN came.average_landed ELSE coalesce(came.unit_cost - came.goods_cost, 0) END
    FROM (
        SELECT ledger.product_id, ledger.movement_id, ledger.effective_on, ledger.change, ledger.unit_cost, ledger.average,
            ledger.landed AS average_landed, received.goods_cost, ledger.on_hand,
            sum(ledger.change) OVER (
                PARTITION BY ledger.product_id ORDER BY ledger.effective_on DESC, ledger.movement_id DESC
                ROWS UNBOUNDED PRECEDING) - ledger.change AS younger
        FROM (
            SELECT entry.product_id, entry.movement_id, entry.effective_on, entry.change, entry.unit_cost, entry.average,
                entry.landed, sum(entry.change) OVER (PARTITION BY entry.product_id) AS on_hand
            FROM nephrite.stock_ledger(through) AS entry
        ) AS ledger
        JOIN nephrite.stock_movement AS movement ON movement.id = ledger.movement_id
        LEFT JOIN nephrite.purchase_receipt_line AS received ON received.id = movement.receipt_line
        WHERE ledger.change > 0
    ) AS came
    WHERE came.on_hand > came.younger
$$;
COMMENT ON FUNCTION stock_layers IS
    'What is left at the end of a day, or now, of each movement that brought something in, at its own cost, or at the average where it has none';
