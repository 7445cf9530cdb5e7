-- The average cost is carried with 30 digits, so that what stock is worth is right to the cent however much there is of it.

-- What was reported of periods that are closed stays: their days go by the averages of six digits that were written down.
ALTER TABLE closed_period ADD COLUMN is_rounded boolean NOT NULL DEFAULT true;
ALTER TABLE closed_period ALTER COLUMN is_rounded SET DEFAULT false;
COMMENT ON COLUMN closed_period.is_rounded IS 'Whether the averages through it were rounded at the sixth digit at each receipt';

ALTER TABLE stock_closing ALTER COLUMN average TYPE numeric, ALTER COLUMN landed TYPE numeric;
ALTER TABLE stock_closing_layer ALTER COLUMN unit_cost TYPE numeric, ALTER COLUMN landed TYPE numeric;

CREATE FUNCTION stock_rounded_through() RETURNS date LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(max(closed_through), '-infinity') FROM nephrite.closed_period WHERE is_rounded
$$;
COMMENT ON FUNCTION stock_rounded_through IS 'The last day whose averages are rounded at the sixth digit at each receipt';

CREATE FUNCTION moving_average_step(
    average numeric, quantity_before bigint, quantity_in bigint, unit_cost numeric, is_rounded boolean)
RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    quantity numeric;
    worth numeric;
    moved numeric;
BEGIN
    IF average IS NULL OR quantity_before <= 0 THEN
        RETURN unit_cost;
    ELSIF is_rounded THEN
        RETURN nephrite.moving_average_step(average, quantity_before, quantity_in, unit_cost);
    END IF;
    quantity := quantity_before + quantity_in;
    worth := average * quantity_before + unit_cost * quantity_in;
    -- Up, so that quantity times average is never below a half of a cent that it exactly is.
    moved := round(round(worth, 30) / quantity, 30);
    IF moved * quantity < worth THEN
        moved := moved + 1e-30;
    END IF;
    RETURN trim_scale(moved);
END
$$;
COMMENT ON FUNCTION moving_average_step(numeric, bigint, bigint, numeric, boolean) IS
    'What lay there and what came in are worth, by one unit, rounded up at the thirtieth digit';

CREATE AGGREGATE moving_average(quantity_before bigint, quantity_in bigint, unit_cost numeric, is_rounded boolean) (
    SFUNC = moving_average_step, STYPE = numeric, PARALLEL = SAFE
);
COMMENT ON AGGREGATE moving_average(bigint, bigint, numeric, boolean) IS
    'Over receipts with a cost, by effective day and entry: what lay there before, what came in, at which cost, and whether by the sixth digit';

CREATE OR REPLACE FUNCTION stock_ledger(since date, through date, known timestamptz, products bigint[] DEFAULT NULL)
RETURNS TABLE (
    product_id bigint, movement_id bigint, effective_on date, kind text, change bigint, balance bigint, unit_cost numeric,
    unit_landed numeric, average numeric, landed numeric, is_undone boolean)
LANGUAGE plpgsql STABLE ROWS 100000 SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
    rounded date := nephrite.stock_rounded_through();
BEGIN
    RETURN QUERY
    SELECT weighed.product_id, weighed.id, weighed.effective_on, weighed.kind, weighed.change, weighed.balance::bigint,
        weighed.unit_cost, weighed.unit_landed,
        nephrite.moving_average((weighed.weight - weighed.change)::bigint, weighed.change, weighed.unit_cost,
            weighed.effective_on <= rounded) FILTER (WHERE weighed.is_costed) OVER in_turn,
        nephrite.moving_average((weighed.weight - weighed.change)::bigint, weighed.change, weighed.unit_landed,
            weighed.effective_on <= rounded) FILTER (WHERE weighed.is_costed) OVER in_turn,
        weighed.is_undone
    FROM (
        SELECT entry.product_id, entry.id, entry.effective_on, entry.kind, entry.change, entry.unit_cost, entry.unit_landed,
            entry.is_undone, sum(entry.change) OVER in_turn AS balance,
            sum(entry.change) FILTER (WHERE NOT entry.is_undone) OVER in_turn AS weight,
            entry.unit_cost IS NOT NULL AND (entry.kind = 'opening' OR (entry.change > 0 AND NOT entry.is_undone)) AS is_costed
        FROM nephrite.stock_entry(opened, through, known, products) AS entry
        WINDOW in_turn AS (PARTITION BY entry.product_id ORDER BY entry.effective_on, entry.id ROWS UNBOUNDED PRECEDING)
    ) AS weighed
    WINDOW in_turn AS (PARTITION BY weighed.product_id ORDER BY weighed.effective_on, weighed.id ROWS UNBOUNDED PRECEDING);
END
$$;

CREATE OR REPLACE FUNCTION stock_cost(since date, through date, known timestamptz)
RETURNS TABLE (product_id bigint, quantity bigint, average numeric, landed numeric)
LANGUAGE plpgsql STABLE ROWS 20000 SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
    rounded date := nephrite.stock_rounded_through();
BEGIN
    RETURN QUERY
    WITH entry AS MATERIALIZED (
        SELECT every.product_id, every.id, every.effective_on, every.change, every.unit_cost, every.unit_landed,
            every.is_undone, every.kind = 'opening' AS is_opening,
            every.unit_cost IS NOT NULL AND every.change > 0 AND NOT every.is_undone AND every.kind <> 'opening' AS is_received
        FROM nephrite.stock_entry(opened, through, known, NULL) AS every
    ), received AS (
        SELECT DISTINCT entry.product_id FROM entry WHERE entry.is_received
    )
    -- What nothing came in of keeps its average.
    SELECT entry.product_id, sum(entry.change)::bigint, max(entry.unit_cost) FILTER (WHERE entry.is_opening),
        max(entry.unit_landed) FILTER (WHERE entry.is_opening)
    FROM entry LEFT JOIN received ON received.product_id = entry.product_id
    WHERE received.product_id IS NULL
    GROUP BY entry.product_id
    UNION ALL
    SELECT weighed.product_id, sum(weighed.change)::bigint,
        nephrite.moving_average(weighed.weight::bigint, weighed.change, weighed.unit_cost,
            weighed.effective_on <= rounded ORDER BY weighed.effective_on, weighed.id) FILTER (WHERE weighed.is_costed),
        nephrite.moving_average(weighed.weight::bigint, weighed.change, weighed.unit_landed,
            weighed.effective_on <= rounded ORDER BY weighed.effective_on, weighed.id) FILTER (WHERE weighed.is_costed)
    FROM (
        SELECT entry.product_id, entry.id, entry.effective_on, entry.change, entry.unit_cost, entry.unit_landed,
            entry.is_received OR (entry.is_opening AND entry.unit_cost IS NOT NULL) AS is_costed,
            coalesce(sum(entry.change) FILTER (WHERE NOT entry.is_undone) OVER (
                PARTITION BY entry.product_id ORDER BY entry.effective_on, entry.id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS weight
        FROM entry JOIN received ON received.product_id = entry.product_id
    ) AS weighed
    GROUP BY weighed.product_id;
END
$$;

DROP AGGREGATE moving_average(bigint, bigint, numeric);
