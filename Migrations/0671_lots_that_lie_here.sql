-- What inspections say of a product follows the lots that lie here.

CREATE FUNCTION lot_misjudged(products bigint[])
RETURNS TABLE (product_id bigint, sku text, verdict text)
LANGUAGE sql STABLE AS $$
    SELECT product.id, product.sku, judged.verdict
    FROM (
        SELECT lotted.product_id, CASE
            WHEN lotted.is_rejected THEN 'false'
            -- Where nothing lies, the goods that came last speak for the product.
            WHEN balance.on_hand = 0 THEN CASE WHEN lotted.latest = 'accepted' THEN 'true' END
            WHEN lotted.accepted = balance.on_hand THEN 'true' END AS verdict
        FROM (
            SELECT lot.product_id, bool_or(lying.quantity > 0 AND found.result IS NOT DISTINCT FROM 'rejected') AS is_rejected,
                coalesce(sum(lying.quantity) FILTER (WHERE found.result = 'accepted'), 0) AS accepted,
                (array_agg(found.result ORDER BY lot.id DESC))[1] AS latest
            FROM lot
            CROSS JOIN LATERAL (
                SELECT coalesce(sum(part.on_hand), 0) AS quantity FROM stock_lot_balance AS part WHERE part.lot_id = lot.id
            ) AS lying
            LEFT JOIN LATERAL (
                SELECT inspection.result FROM lot_inspection AS inspection
                WHERE inspection.lot_id = lot.id ORDER BY inspection.id DESC LIMIT 1
            ) AS found ON true
            WHERE lot.product_id = ANY (products)
            GROUP BY lot.product_id
        ) AS lotted
        CROSS JOIN LATERAL (
            SELECT coalesce(sum(stock.on_hand), 0) AS on_hand FROM stock_balance AS stock
            WHERE stock.product_id = lotted.product_id
        ) AS balance
    ) AS judged
    JOIN product ON product.id = judged.product_id
    WHERE judged.verdict IS DISTINCT FROM product.facts -> 'lot_inspection' ->> 0
$$;
COMMENT ON FUNCTION lot_misjudged IS
    'Those of products with lots of which lot_inspection says something else than what lies here: false with a rejected lot, true where all of it is of accepted lots, else nothing; where nothing lies, by the lot made last';
