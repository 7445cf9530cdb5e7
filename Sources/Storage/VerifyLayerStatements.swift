internal import Postgres

/// The layers of stock, first in, first out, are what lies there: counted from the movements by another way, from the oldest
/// on, each at the cost it came in with.
struct VerifyLayers: Invariant {
    static let sql = """
        WITH layer AS MATERIALIZED (
            SELECT product_id, movement_id, quantity, unit_cost, landed FROM stock_layers('infinity', 'infinity', 'infinity')
        ), counted AS (
            SELECT entry.product_id, entry.id, entry.effective_on, entry.unit_cost, CASE
                WHEN entry.to_location IS NULL THEN -entry.quantity
                WHEN entry.from_location IS NULL THEN entry.quantity ELSE 0 END AS change
            FROM stock_movement AS entry
            WHERE entry.reverses_id IS NULL
                AND NOT EXISTS (SELECT FROM stock_movement AS counter WHERE counter.reverses_id = entry.id)
        ), gone AS (
            SELECT product_id, -sum(change) AS quantity FROM counted WHERE change < 0 GROUP BY product_id
        ), came AS (
            SELECT counted.product_id, counted.id, counted.unit_cost, least(counted.change, sum(counted.change) OVER (
                PARTITION BY counted.product_id ORDER BY counted.effective_on, counted.id ROWS UNBOUNDED PRECEDING)
                - coalesce(gone.quantity, 0)) AS quantity
            FROM counted LEFT JOIN gone ON gone.product_id = counted.product_id WHERE counted.change > 0
        )
        SELECT 'stock_layers' AS invariant, (SELECT count(DISTINCT product_id) FROM stock_balance) AS checked,
            count(*) AS failures, min(product.sku COLLATE "C") AS first
        FROM (
            SELECT product_id FROM (
                SELECT product_id, sum(on_hand) AS on_hand FROM stock_balance GROUP BY product_id
            ) AS balance FULL JOIN (
                SELECT product_id, sum(quantity) AS quantity FROM layer GROUP BY product_id
            ) AS lying USING (product_id)
            WHERE coalesce(balance.on_hand, 0) <> coalesce(lying.quantity, 0)
            UNION
            SELECT coalesce(layer.product_id, came.product_id) FROM layer
            FULL JOIN (SELECT product_id, id, unit_cost, quantity FROM came WHERE quantity > 0) AS came
                ON came.id = layer.movement_id
            WHERE layer.quantity IS DISTINCT FROM came.quantity OR layer.unit_cost <> came.unit_cost
                OR layer.landed < 0 OR layer.landed > layer.unit_cost
        ) AS faulty JOIN product ON product.id = faulty.product_id
        """
}
