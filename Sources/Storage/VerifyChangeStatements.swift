internal import Postgres

/// A document that changed an order made a version that the order has, of which something is kept; one that cancelled it left
/// nothing open.
struct VerifyOrderChanges: Invariant {
    static let sql = """
        SELECT 'order_changes' AS invariant, (SELECT count(*) FROM order_change_document) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT orders.number || ' ' || change.kind || ' ' || change.id AS subject
            FROM order_change_document AS change JOIN sales_order AS orders ON orders.id = change.order_id
            WHERE change.version > orders.version
                OR (change.version IS NOT NULL AND NOT EXISTS (
                    SELECT FROM order_amendment AS amended
                    WHERE amended.order_id = orders.id AND amended.version = change.version))
                OR (change.kind = 'cancellation' AND orders.state <> 'cancelled')
        ) AS faulty
        """
}
