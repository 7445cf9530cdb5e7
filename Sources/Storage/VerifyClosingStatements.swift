internal import Postgres

/// What was written down when a period was closed is what its movements come to behind the closing before: what lay where,
/// its average cost, its lots and its layers.
struct VerifyClosings: Invariant {
    static let sql = """
        WITH counted AS (
            SELECT period.closed_through, 'product' AS part, kept.product_id, kept.product_id AS part_id, kept.quantity,
                kept.average AS unit_cost, kept.landed
            FROM closed_period AS period
            CROSS JOIN LATERAL stock_cost(period.closed_through - 1, period.closed_through, 'infinity') AS kept
            UNION ALL
            SELECT period.closed_through, 'location', lying.product_id, lying.location_id, lying.quantity, NULL, NULL
            FROM closed_period AS period
            CROSS JOIN LATERAL stock_on_hand(period.closed_through - 1, period.closed_through, 'infinity') AS lying
            UNION ALL
            SELECT period.closed_through, 'lot of location ' || part.location_id, lot.product_id, part.lot_id, part.quantity,
                NULL, NULL
            FROM closed_period AS period
            CROSS JOIN LATERAL stock_lots(period.closed_through - 1, period.closed_through, 'infinity') AS part
            JOIN lot ON lot.id = part.lot_id
            UNION ALL
            SELECT period.closed_through, concat_ws(' ', layer.kind, layer.document), layer.product_id, layer.movement_id,
                layer.quantity, layer.unit_cost, layer.landed
            FROM closed_period AS period
            CROSS JOIN LATERAL stock_layers(period.closed_through - 1, period.closed_through, 'infinity') AS layer
        ), written AS (
            SELECT closed_through, 'product' AS part, product_id, product_id AS part_id, quantity, average AS unit_cost, landed
            FROM stock_closing
            UNION ALL
            SELECT closed_through, 'location', product_id, location_id, quantity, NULL, NULL FROM stock_closing_balance
            UNION ALL
            SELECT part.closed_through, 'lot of location ' || part.location_id, lot.product_id, part.lot_id, part.quantity,
                NULL, NULL
            FROM stock_closing_lot AS part JOIN lot ON lot.id = part.lot_id
            UNION ALL
            SELECT closed_through, concat_ws(' ', kind, document), product_id, movement_id, quantity, unit_cost, landed
            FROM stock_closing_layer
        ), off AS (
            (TABLE counted EXCEPT ALL TABLE written) UNION ALL (TABLE written EXCEPT ALL TABLE counted)
        )
        SELECT 'stock_closings' AS invariant, (SELECT count(*) FROM stock_closing) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT DISTINCT product.sku || ' through ' || off.closed_through AS subject
            FROM off JOIN product ON product.id = off.product_id
        ) AS faulty
        """
}
