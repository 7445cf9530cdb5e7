-- When goods of a purchase are due, for the reports on purchases and on what will be there; shipments by their day.

CREATE VIEW purchase_line_due AS
SELECT line.id AS line_id, (purchase.sent_at AT TIME ZONE zone.value)::date + ceil(item.lead_time_days)::integer AS due_on
FROM purchase_order_line AS line
JOIN purchase_order AS purchase ON purchase.id = line.purchase_id
JOIN catalog_item AS item ON item.supplier_id = purchase.supplier_id AND item.part_number = line.part_number
JOIN setting AS zone ON zone.key = 'time_zone'
WHERE purchase.sent_at IS NOT NULL AND item.lead_time_days BETWEEN 0 AND 3650;
COMMENT ON VIEW purchase_line_due IS
    'The day a line that was sent to its supplier is due by the lead time he says now; no row where he says none';
GRANT SELECT ON purchase_line_due TO nephrite_app, nephrite_report;

CREATE INDEX shipment_day_index ON shipment (shipped_on);
