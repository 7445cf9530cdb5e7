internal import Postgres

/// What is being made ready is promised, and a planned shipment that left is what left.
struct VerifyPlannedShipments: Invariant {
    static let sql = """
        SELECT 'planned_shipments' AS invariant, (SELECT count(*) FROM planned_shipment) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT number AS subject FROM planned_shipment AS planned
            WHERE NOT EXISTS (SELECT FROM planned_shipment_line AS line WHERE line.planned_id = planned.id)
            UNION
            SELECT min(planned.number)
            FROM planned_shipment AS planned JOIN planned_shipment_line AS line ON line.planned_id = planned.id
            JOIN stock_allocation AS allocation USING (line_id, location_id)
            WHERE planned.state IN ('planned', 'picking', 'packed')
            GROUP BY line_id, location_id, allocation.quantity HAVING sum(line.quantity) > allocation.quantity
            UNION
            SELECT planned.number
            FROM planned_shipment AS planned JOIN planned_shipment_line AS line ON line.planned_id = planned.id
            JOIN sales_order_line AS ordered ON ordered.id = line.line_id
            WHERE ordered.order_id <> planned.order_id
            UNION
            SELECT coalesce(ready.number, gone.number)
            FROM (
                SELECT planned.number, planned.shipment_id, line.line_id, line.location_id, line.quantity
                FROM planned_shipment AS planned JOIN planned_shipment_line AS line ON line.planned_id = planned.id
                WHERE planned.state = 'shipped'
            ) AS ready FULL JOIN (
                SELECT planned.number, planned.shipment_id, line.line_id, line.location_id, line.quantity
                FROM planned_shipment AS planned JOIN shipment_line AS line ON line.shipment_id = planned.shipment_id
            ) AS gone USING (shipment_id, line_id, location_id)
            WHERE ready.quantity IS DISTINCT FROM gone.quantity
        ) AS faulty
        """
}
