internal import Postgres

/// What lies anywhere is the sum of the movements there.
struct VerifyBalances: Invariant {
    static let sql = """
        SELECT 'stock_balances' AS invariant, (SELECT count(*) FROM stock_balance) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT product.sku || ' at ' || location.code AS subject
            FROM (
                SELECT product_id, location_id, sum(on_hand) AS off FROM (
                    SELECT product_id, location_id, on_hand FROM stock_balance
                    UNION ALL SELECT product_id, to_location, -quantity FROM stock_movement WHERE to_location IS NOT NULL
                    UNION ALL SELECT product_id, from_location, quantity FROM stock_movement WHERE from_location IS NOT NULL
                ) AS entry GROUP BY product_id, location_id
            ) AS balance JOIN product ON product.id = balance.product_id JOIN location ON location.id = balance.location_id
            WHERE balance.off <> 0
        ) AS faulty
        """
}

/// Nothing lies below zero, and no more is promised than lies there.
struct VerifyBounds: Invariant {
    static let sql = """
        SELECT 'stock_bounds' AS invariant, (SELECT count(*) FROM stock_balance) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT product.sku || ' at ' || location.code AS subject
            FROM stock_balance AS balance JOIN product ON product.id = balance.product_id
            JOIN location ON location.id = balance.location_id
            WHERE balance.on_hand < 0 OR balance.allocated < 0 OR balance.allocated > balance.on_hand
        ) AS faulty
        """
}

/// At the end of no day less than nothing lay anywhere, neither of a product nor of a lot: nothing leaves before it came in.
///
/// What comes in counts two days early, since a change of the company's time zone may set today back by as much.
struct VerifyPastStock: Invariant {
    static let sql = """
        SELECT 'stock_past' AS invariant, (SELECT count(*) FROM stock_movement) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT product.sku || coalesce(' lot ' || lot.code, '') || ' at ' || location.code || ' on ' || min(standing.day)
                AS subject
            FROM (
                SELECT moved.product_id, moved.location_id, moved.lot_id, moved.day, sum(sum(moved.change)) OVER (
                    PARTITION BY moved.product_id, moved.location_id, moved.lot_id ORDER BY moved.day) AS quantity
                FROM (
                    SELECT movement.product_id, ends.location_id, part.lot_id, movement.effective_on - ends.early AS day,
                        ends.direction * part.quantity AS change
                    FROM (
                        SELECT id AS movement_id, NULL::bigint AS lot_id, quantity FROM stock_movement
                        UNION ALL
                        SELECT movement_id, lot_id, quantity FROM stock_movement_lot
                    ) AS part JOIN stock_movement AS movement ON movement.id = part.movement_id
                    CROSS JOIN LATERAL (
                        VALUES (movement.to_location, 1, 2), (movement.from_location, -1, 0))
                        AS ends (location_id, direction, early)
                    WHERE ends.location_id IS NOT NULL
                ) AS moved GROUP BY moved.product_id, moved.location_id, moved.lot_id, moved.day
            ) AS standing JOIN product ON product.id = standing.product_id
            JOIN location ON location.id = standing.location_id LEFT JOIN lot ON lot.id = standing.lot_id
            WHERE standing.quantity < 0
            GROUP BY product.sku, lot.code, location.code
        ) AS faulty
        """
}

/// What is promised anywhere is the sum of the live allocations there.
struct VerifyAllocated: Invariant {
    static let sql = """
        SELECT 'stock_allocated' AS invariant, (SELECT count(*) FROM stock_balance) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT product.sku || ' at ' || location.code AS subject
            FROM (
                SELECT product_id, location_id, sum(allocated) AS off FROM (
                    SELECT product_id, location_id, allocated FROM stock_balance
                    UNION ALL SELECT product_id, location_id, -quantity FROM stock_allocation
                ) AS entry GROUP BY product_id, location_id
            ) AS balance JOIN product ON product.id = balance.product_id JOIN location ON location.id = balance.location_id
            WHERE balance.off <> 0
        ) AS faulty
        """
}

/// What is promised to a line is the sum of its live allocations, of its own product.
struct VerifyLineAllocated: Invariant {
    static let sql = """
        SELECT 'line_allocated' AS invariant, (SELECT count(*) FROM sales_order_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' line ' || line.line AS subject
            FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE line.allocated <> (
                    SELECT coalesce(sum(quantity), 0) FROM stock_allocation AS allocation WHERE allocation.line_id = line.id)
                OR (line.allocated > 0 AND orders.state <> 'confirmed')
                OR EXISTS (SELECT FROM stock_allocation AS allocation
                    WHERE allocation.line_id = line.id AND allocation.product_id <> line.product_id)
        ) AS faulty
        """
}

/// What is shipped of a line is the sum of its shipments that are not reversed, each with its movement; a reversed one has
/// the counter-movements, and no other has any.
struct VerifyLineShipped: Invariant {
    static let sql = """
        SELECT 'line_shipped' AS invariant, (SELECT count(*) FROM sales_order_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' line ' || line.line AS subject
            FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
            WHERE line.shipped <> (
                    SELECT coalesce(sum(quantity), 0) FROM shipment_line AS shipped WHERE shipped.line_id = line.id
                        AND NOT EXISTS (
                            SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipped.shipment_id))
                OR line.shipped <> (
                    SELECT coalesce(sum(movement.quantity), 0) FROM shipment_line AS shipped
                    JOIN stock_movement AS movement ON movement.shipment_line = shipped.id
                        AND movement.product_id = line.product_id AND movement.from_location = shipped.location_id
                    WHERE shipped.line_id = line.id AND NOT EXISTS (
                        SELECT FROM shipment_reversal AS undone WHERE undone.shipment_id = shipped.shipment_id))
                OR EXISTS (
                    SELECT FROM shipment_line AS shipped
                    LEFT JOIN shipment_reversal AS undone ON undone.shipment_id = shipped.shipment_id
                    LEFT JOIN stock_movement AS movement ON movement.shipment_line = shipped.id
                    LEFT JOIN stock_movement AS counter ON counter.reverses_id = movement.id
                        AND counter.quantity = movement.quantity AND counter.to_location = movement.from_location
                    WHERE shipped.line_id = line.id AND (undone.shipment_id IS NULL) <> (counter.id IS NULL))
        ) AS faulty
        """
}

/// What came back of a line is the sum of its returns, each with its movement, and with a second one where it was thrown away.
struct VerifyLineReturned: Invariant {
    static let sql = """
        SELECT 'line_returned' AS invariant, (SELECT count(*) FROM sales_order_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' line ' || line.line AS subject
            FROM sales_order_line AS line JOIN sales_order AS orders ON orders.id = line.order_id
            LEFT JOIN (
                SELECT returned.line_id, sum(returned.quantity) AS quantity,
                    sum(returned.quantity) FILTER (WHERE returned.disposition = 'scrapped') AS scrapped
                FROM order_return_line AS returned GROUP BY returned.line_id
            ) AS returned ON returned.line_id = line.id
            LEFT JOIN (
                SELECT cause.line_id, movement.product_id,
                    sum(movement.quantity) FILTER (WHERE movement.kind = 'returned') AS quantity,
                    sum(movement.quantity) FILTER (WHERE movement.kind = 'scrapped') AS scrapped
                FROM order_return_line AS cause JOIN stock_movement AS movement ON movement.return_line = cause.id
                    AND cause.location_id = CASE movement.kind
                        WHEN 'returned' THEN movement.to_location ELSE movement.from_location END
                GROUP BY cause.line_id, movement.product_id
            ) AS moved ON moved.line_id = line.id AND moved.product_id = line.product_id
            WHERE line.returned <> coalesce(returned.quantity, 0) OR line.returned <> coalesce(moved.quantity, 0)
                OR coalesce(returned.scrapped, 0) <> coalesce(moved.scrapped, 0)
        ) AS faulty
        """
}
