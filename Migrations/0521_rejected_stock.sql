-- What lies in lots that were rejected cannot be promised.

CREATE VIEW stock_rejected AS
    SELECT lot.product_id, balance.location_id, sum(balance.on_hand) AS quantity
    FROM stock_lot_balance AS balance JOIN lot ON lot.id = balance.lot_id
    WHERE balance.on_hand > 0 AND (
        SELECT inspection.result FROM lot_inspection AS inspection WHERE inspection.lot_id = lot.id
        ORDER BY inspection.id DESC LIMIT 1) = 'rejected'
    GROUP BY lot.product_id, balance.location_id;
COMMENT ON VIEW stock_rejected IS 'What lies of products where in lots whose latest inspection rejected them';
GRANT SELECT ON stock_rejected TO nephrite_app, nephrite_report;
