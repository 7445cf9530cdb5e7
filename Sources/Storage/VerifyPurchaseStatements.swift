internal import Postgres

/// What came in of a line is the sum of its receipts, each with its movement at the same cost, and no more than ordered.
struct VerifyPurchaseLines: Invariant {
    static let sql = """
        SELECT 'purchase_lines' AS invariant, (SELECT count(*) FROM purchase_order_line) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT purchase.number || ' line ' || line.line AS subject
            FROM purchase_order_line AS line JOIN purchase_order AS purchase ON purchase.id = line.purchase_id
            LEFT JOIN (
                SELECT part.line_id, sum(part.quantity) AS quantity, sum(movement.quantity) FILTER (
                    WHERE movement.kind = 'received' AND movement.unit_cost = part.unit_cost
                        AND movement.product_id = cause.product_id AND movement.to_location = receipt.location_id
                        AND movement.effective_on = receipt.received_on) AS moved
                FROM purchase_receipt_line AS part JOIN purchase_receipt AS receipt ON receipt.id = part.receipt_id
                JOIN purchase_order_line AS cause ON cause.id = part.line_id
                LEFT JOIN stock_movement AS movement ON movement.receipt_line = part.id
                WHERE NOT EXISTS (
                    SELECT FROM purchase_receipt_reversal AS undone WHERE undone.receipt_id = receipt.id)
                GROUP BY part.line_id
            ) AS part ON part.line_id = line.id
            WHERE line.received <> coalesce(part.quantity, 0) OR line.received <> coalesce(part.moved, 0)
                OR line.cancelled + line.received > line.ordered OR least(line.cancelled, line.received) < 0
                OR EXISTS (
                    SELECT FROM purchase_receipt_line AS part
                    LEFT JOIN purchase_receipt_reversal AS undone ON undone.receipt_id = part.receipt_id
                    LEFT JOIN stock_movement AS movement ON movement.receipt_line = part.id
                    LEFT JOIN stock_movement AS counter ON counter.reverses_id = movement.id
                        AND counter.quantity = movement.quantity AND counter.from_location = movement.to_location
                    WHERE part.line_id = line.id AND (undone.receipt_id IS NULL) <> (counter.id IS NULL))
        ) AS faulty
        """
}

/// What was changed last of a purchase's line is what the line says, unless it was called off later.
struct VerifyPurchaseAmendments: Invariant {
    static let sql = """
        SELECT 'purchase_amendments' AS invariant, (SELECT count(*) FROM purchase_amendment) AS checked,
            count(*) AS failures, min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT purchase.number || ' line ' || amended.line AS subject
            FROM (
                SELECT DISTINCT ON (purchase_id, line, field) purchase_id, line, sku, field, new::numeric AS new
                FROM purchase_amendment ORDER BY purchase_id, line, field, id DESC
            ) AS amended
            JOIN purchase_order AS purchase ON purchase.id = amended.purchase_id
            LEFT JOIN purchase_order_line AS line
                ON line.purchase_id = amended.purchase_id AND line.line = amended.line AND line.sku = amended.sku
            WHERE line.id IS NULL OR CASE amended.field WHEN 'unit_cost' THEN amended.new <> line.unit_cost
                ELSE amended.new NOT BETWEEN line.ordered - line.cancelled AND line.ordered END
        ) AS faulty
        """
}

/// What a receipt has landed is the sum of its lines' shares, and each line's cost is its own with its part of the share.
struct VerifyPurchaseCosts: Invariant {
    static let sql = """
        SELECT 'purchase_costs' AS invariant, (SELECT count(*) FROM purchase_receipt) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT receipt.number AS subject
            FROM purchase_receipt AS receipt LEFT JOIN purchase_receipt_line AS part ON part.receipt_id = receipt.id
            LEFT JOIN purchase_order_line AS line ON line.id = part.line_id
            GROUP BY receipt.id
            -- The rate is applied with six digits; halves may be rounded either way.
            HAVING receipt.landed IS DISTINCT FROM sum(part.landed)
                OR bool_or(part.unit_cost <> part.goods_cost + round(part.landed / part.quantity, 6))
                OR bool_or(part.purchase_id <> receipt.purchase_id OR line.purchase_id <> receipt.purchase_id)
                OR bool_or(abs(part.goods_cost - CASE WHEN receipt.is_inverse THEN line.unit_cost / receipt.rate
                    ELSE line.unit_cost * receipt.rate END) > 0.0000005)
        ) AS faulty
        """
}

/// The state of a purchase follows from its quantities, and its log runs from state to state without a break to it.
struct VerifyPurchaseStates: Invariant {
    static let sql = """
        SELECT 'purchase_states' AS invariant, (SELECT count(*) FROM purchase_order) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT DISTINCT purchase.number AS subject
            FROM purchase_order AS purchase
            LEFT JOIN (
                SELECT purchase_id, sum(received) AS received, sum(ordered - cancelled - received) AS open
                FROM purchase_order_line GROUP BY purchase_id
            ) AS line ON line.purchase_id = purchase.id
            LEFT JOIN (
                SELECT purchase_id, from_state, to_state, lag(to_state) OVER in_turn AS before,
                    lead(id) OVER in_turn IS NULL AS is_last
                FROM purchase_transition WINDOW in_turn AS (PARTITION BY purchase_id ORDER BY id)
            ) AS step ON step.purchase_id = purchase.id
            WHERE step.purchase_id IS NULL OR line.purchase_id IS NULL OR step.from_state IS DISTINCT FROM step.before
                OR (step.is_last AND step.to_state <> purchase.state)
                OR NOT CASE purchase.state WHEN 'partial' THEN line.received > 0 AND line.open > 0
                    WHEN 'received' THEN line.received > 0 AND line.open = 0
                    WHEN 'closed' THEN line.received > 0 AND line.open = 0
                    WHEN 'cancelled' THEN line.received = 0 AND line.open = 0
                    ELSE line.received = 0 AND line.open > 0 END
        ) AS faulty
        """
}
