internal import Postgres

/// The cartons of a packing are numbered through, and those of a shipment that hold one product each hold what was shipped,
/// of no lot more than left; a number lies within what was given of its range.
struct VerifyCartons: Invariant {
    static let sql = """
        SELECT 'cartons' AS invariant, (SELECT count(*) FROM carton) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT min(sscc) AS subject FROM carton GROUP BY shipment_id, purchase_id, packing
            HAVING max(ordinal) <> count(*) OR (bool_or(product_id IS NULL) AND bool_or(product_id IS NOT NULL))
            UNION
            SELECT carton.sscc FROM carton JOIN sscc_range AS range
                ON left(carton.sscc, length(range.prefix) + 1) = range.extension || range.prefix
            GROUP BY carton.sscc
            HAVING NOT bool_or(
                substr(carton.sscc, length(range.prefix) + 2, 16 - length(range.prefix))::bigint <= range.latest)
            UNION
            SELECT shipment.number || ' ' || product.sku
            FROM (
                SELECT shipment_id, packing, product_id, sum(quantity) AS off FROM (
                    SELECT shipment_id, packing, product_id, quantity FROM carton WHERE product_id IS NOT NULL
                    UNION ALL
                    SELECT packed.shipment_id, packed.packing, line.product_id, -shipped.quantity
                    FROM (
                        SELECT DISTINCT shipment_id, packing FROM carton
                        WHERE shipment_id IS NOT NULL AND product_id IS NOT NULL
                    ) AS packed
                    JOIN shipment_line AS shipped ON shipped.shipment_id = packed.shipment_id
                    JOIN sales_order_line AS line ON line.id = shipped.line_id
                ) AS entry WHERE shipment_id IS NOT NULL GROUP BY shipment_id, packing, product_id
            ) AS sum JOIN shipment ON shipment.id = sum.shipment_id JOIN product ON product.id = sum.product_id
            WHERE sum.off <> 0
            UNION
            SELECT shipment.number || ' lot ' || lot.code
            FROM (
                SELECT shipment_id, packing, lot_id, sum(quantity) AS packed FROM carton
                WHERE lot_id IS NOT NULL AND shipment_id IS NOT NULL GROUP BY shipment_id, packing, lot_id
            ) AS part JOIN shipment ON shipment.id = part.shipment_id JOIN lot ON lot.id = part.lot_id
            WHERE part.packed > (
                SELECT coalesce(sum(moved.quantity), 0) FROM shipment_line AS shipped
                JOIN stock_movement AS movement ON movement.shipment_line = shipped.id
                JOIN stock_movement_lot AS moved ON moved.movement_id = movement.id AND moved.lot_id = part.lot_id
                WHERE shipped.shipment_id = part.shipment_id)
        ) AS faulty
        """
}
