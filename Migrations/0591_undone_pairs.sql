-- A shipment or a correction that is undone counts neither for the average nor as a layer, as a receipt does since 0590; the
-- ledger tells which movements these are.

DROP FUNCTION stock_ledger(date);
CREATE FUNCTION stock_ledger(through date)
RETURNS TABLE (
    product_id bigint, movement_id bigint, effective_on date, kind text, change integer, balance bigint, unit_cost numeric,
    average numeric, landed numeric, is_undone boolean)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- The average and its landed part move at receipts with a cost alone, each by the same steps.
    SELECT counted.product_id, counted.id, counted.effective_on, counted.kind, counted.change, counted.balance,
        counted.unit_cost,
        nephrite.moving_average(counted.weight - counted.change, counted.change, counted.unit_cost)
            FILTER (WHERE counted.change > 0 AND counted.unit_cost IS NOT NULL AND NOT counted.is_undone) OVER upto,
        nephrite.moving_average(counted.weight - counted.change, counted.change, counted.landed)
            FILTER (WHERE counted.change > 0 AND counted.unit_cost IS NOT NULL AND NOT counted.is_undone) OVER upto,
        counted.is_undone
    FROM (
        SELECT movement.product_id, movement.id, movement.effective_on, movement.kind, movement.change, movement.unit_cost,
            movement.is_undone, coalesce(movement.unit_cost - received.goods_cost, 0) AS landed,
            sum(movement.change) OVER in_turn AS balance,
            sum(CASE WHEN movement.is_undone THEN 0 ELSE movement.change END) OVER in_turn AS weight
        FROM (
            SELECT entry.product_id, entry.id, entry.effective_on, entry.kind, entry.unit_cost, entry.receipt_line, CASE
                WHEN entry.to_location IS NULL THEN -entry.quantity
                WHEN entry.from_location IS NULL THEN entry.quantity ELSE 0 END AS change,
                -- On a day between the two the first still counts.
                counter.reverses_id IS NOT NULL OR (entry.reverses_id IS NOT NULL AND (
                    SELECT through IS NULL OR origin.effective_on <= through FROM nephrite.stock_movement AS origin
                    WHERE origin.id = entry.reverses_id)) AS is_undone
            FROM nephrite.stock_movement AS entry
            LEFT JOIN nephrite.stock_movement AS counter ON counter.reverses_id = entry.id
                AND counter.reverses_id IS NOT NULL AND (through IS NULL OR counter.effective_on <= through)
            WHERE through IS NULL OR entry.effective_on <= through
        ) AS movement
        LEFT JOIN nephrite.purchase_receipt_line AS received ON received.id = movement.receipt_line
        WINDOW in_turn AS (
            PARTITION BY movement.product_id ORDER BY movement.effective_on, movement.id ROWS UNBOUNDED PRECEDING)
    ) AS counted
    WINDOW upto AS (
        PARTITION BY counted.product_id ORDER BY counted.effective_on, counted.id ROWS UNBOUNDED PRECEDING)
$$;
COMMENT ON FUNCTION stock_ledger IS
    'Movements through a day, or all, in the order in which they count: what each left of its product, the average cost for one behind it, the landed part of that, and whether it and another undo each other by then, so that neither counts for them';

CREATE OR REPLACE FUNCTION stock_layers(through date)
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
            FROM nephrite.stock_ledger(through) AS entry WHERE NOT entry.is_undone
        ) AS ledger
        JOIN nephrite.stock_movement AS movement ON movement.id = ledger.movement_id
        LEFT JOIN nephrite.purchase_receipt_line AS received ON received.id = movement.receipt_line
        WHERE ledger.change > 0
    ) AS came
    WHERE came.on_hand > came.younger
$$;
