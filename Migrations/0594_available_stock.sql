-- What can be promised of what lies somewhere, said once: neither promised yet nor in rejected lots.

CREATE VIEW stock_available AS
    SELECT balance.product_id, balance.location_id, balance.on_hand, balance.allocated,
        coalesce(rejected.quantity, 0) AS rejected,
        greatest(balance.on_hand - balance.allocated - coalesce(rejected.quantity, 0), 0) AS available
    FROM stock_balance AS balance
    LEFT JOIN stock_rejected AS rejected
        ON rejected.product_id = balance.product_id AND rejected.location_id = balance.location_id;
COMMENT ON VIEW stock_available IS
    'Balances with what lies in rejected lots, and what is left to be promised; whether the location is held is not asked';
GRANT SELECT ON stock_available TO nephrite_app, nephrite_report;
