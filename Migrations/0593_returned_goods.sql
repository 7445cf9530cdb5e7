-- What reports and their explanations say of goods that came back, said once.

CREATE VIEW order_return_line_origin AS
    SELECT returned.id AS return_line, origin.lot, origin.supplier
    FROM order_return_line AS returned
    CROSS JOIN LATERAL (
        SELECT string_agg(DISTINCT lot.code COLLATE "C", ' ' ORDER BY lot.code COLLATE "C") AS lot,
            string_agg(DISTINCT supplier.code COLLATE "C", ' ' ORDER BY supplier.code COLLATE "C") AS supplier
        FROM stock_movement AS movement
        JOIN stock_movement_lot AS part ON part.movement_id = movement.id
        JOIN lot ON lot.id = part.lot_id
        LEFT JOIN supplier ON supplier.id = lot.supplier_id
        WHERE movement.return_line = returned.id AND movement.kind = 'returned'
    ) AS origin;
COMMENT ON VIEW order_return_line_origin IS 'Of which lots the goods of a return are, and whose; null where they are of none';

-- Credit notes name the order line and no return: of what they credit the earliest returns of the line have their units
-- first, and parts are differences of two rounded amounts, so that they sum to it.
CREATE VIEW order_return_line_credit AS
    SELECT returned.id AS return_line, CASE WHEN credited.quantity > 0 THEN
            round(credited.net * least(before.quantity + returned.quantity, credited.quantity) / credited.quantity,
                orders.minor_digits)
            - round(credited.net * least(before.quantity, credited.quantity) / credited.quantity, orders.minor_digits)
        ELSE 0 END AS amount
    FROM order_return_line AS returned
    JOIN sales_order_line AS line ON line.id = returned.line_id
    JOIN sales_order AS orders ON orders.id = line.order_id
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(part.quantity), 0) AS quantity, coalesce(sum(part.net), 0) AS net
        FROM credit_note_line AS part JOIN credit_note AS note ON note.id = part.credit_note_id
        WHERE part.line_id = returned.line_id AND note.posted_at <= known_until()
    ) AS credited
    CROSS JOIN LATERAL (
        SELECT coalesce(sum(earlier.quantity), 0) AS quantity
        FROM order_return_line AS earlier JOIN order_return AS other ON other.id = earlier.return_id
        WHERE earlier.line_id = returned.line_id AND earlier.id < returned.id AND other.at <= known_until()
    ) AS before;
COMMENT ON VIEW order_return_line_credit IS 'What of the credit notes that had been posted by known_until() is of the goods of a return';
