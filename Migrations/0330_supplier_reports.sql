-- What suppliers' costs did, for the reports on price changes and on suppliers.

CREATE FUNCTION cost_changes(from_day date, to_day date)
RETURNS TABLE (
    product_id bigint, supplier_id bigint, part_number text, min_quantity numeric, currency text, old_cost numeric,
    new_cost numeric, effective_on date, run_id bigint, record integer)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- What holds of a run: its versions that did not wait, and those that a person accepted, from that day on.
    WITH changed AS (
        SELECT version.run_id, version.record, version.supplier_id, version.part_number, version.prices,
            previous.prices AS previous_prices, (coalesce(review.at, run.applied_at) AT TIME ZONE zone.value)::date AS day
        FROM nephrite.import_run AS run
        JOIN nephrite.supplier_item_version AS version ON version.run_id = run.id AND version.change = 'changed'
        JOIN nephrite.supplier_item_version AS previous
            ON previous.run_id = version.previous_run AND previous.record = version.previous_record
        JOIN nephrite.setting AS zone ON zone.key = 'time_zone'
        LEFT JOIN nephrite.import_review AS review
            ON review.run_id = version.run_id AND review.record = version.record AND review.at > run.applied_at
        WHERE run.state = 'applied' AND version.prices <> previous.prices
            AND (version.held_because IS NULL OR version.accepted)
    )
    SELECT item.product_id, changed.supplier_id, changed.part_number, tier.min_quantity, tier.currency, tier.old_cost,
        tier.new_cost, changed.day, changed.run_id, changed.record
    FROM changed
    JOIN nephrite.supplier_item AS item
        ON item.supplier_id = changed.supplier_id AND item.part_number = changed.part_number
    CROSS JOIN LATERAL (
        SELECT min_quantity, currency, older.unit_price AS old_cost, newer.unit_price AS new_cost
        FROM (
            SELECT DISTINCT ON (price.min_quantity) price.min_quantity, price.currency, price.unit_price
            FROM nephrite.supplier_prices(changed.previous_prices) AS price WHERE price.kind = 'cost'
            ORDER BY price.min_quantity, price.valid_from DESC NULLS LAST, price.unit_price
        ) AS older
        FULL JOIN (
            SELECT DISTINCT ON (price.min_quantity) price.min_quantity, price.currency, price.unit_price
            FROM nephrite.supplier_prices(changed.prices) AS price WHERE price.kind = 'cost'
            ORDER BY price.min_quantity, price.valid_from DESC NULLS LAST, price.unit_price
        ) AS newer USING (min_quantity, currency)
        WHERE older.unit_price IS DISTINCT FROM newer.unit_price
    ) AS tier
    WHERE from_day IS NULL OR changed.day BETWEEN from_day AND to_day
$$;
COMMENT ON FUNCTION cost_changes IS
    'Every tier of cost that an applied run changed, by the day it was applied or accepted; null costs where a tier came or went';
