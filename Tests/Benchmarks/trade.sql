-- The yardsticks' trade of three years (schema rep) as ours: 20,000 products, ten million movements, a million order lines.
-- What the program writes one by one is written in sets here, past the triggers; the figures are theirs to the piece.
\set ON_ERROR_STOP 1
SET search_path = nephrite;
SET session_replication_role = replica;
SET synchronous_commit = off;

INSERT INTO product (id, sku, status_set, facts)
SELECT id, sku, 'active', jsonb_build_object(
    'name', jsonb_build_array(name, 'stated'), 'material', jsonb_build_array(lower(replace(material, ' ', '_')), 'stated'),
    'shape', jsonb_build_array(lower(replace(shape, ' ', '_')), 'stated'))
FROM rep.product;
INSERT INTO location (id, code, name, is_held) OVERRIDING SYSTEM VALUE SELECT 102, 'OVER', 'Overflow', false;
INSERT INTO customer (id, code, name, currency, country, terms) OVERRIDING SYSTEM VALUE
SELECT id, code, 'Customer ' || code, 'EUR', (array['DE','FR','IT','ES'])[1 + id % 4], 'net' || terms FROM rep.customer;

INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, unit_cost, reason, entered_at, effective_on)
SELECT entry.product_id, CASE WHEN entry.qty > 0 THEN 'received' ELSE 'scrapped' END,
    CASE WHEN entry.qty < 0 THEN place.id END, CASE WHEN entry.qty > 0 THEN place.id END, abs(entry.qty), entry.unit_cost,
    CASE WHEN entry.qty < 0 THEN 'issued' END, entry.at, (entry.at AT TIME ZONE 'UTC')::date
FROM rep.ledger AS entry
JOIN (SELECT CASE code WHEN 'MAIN' THEN 1 ELSE 2 END AS ordinal, id FROM location WHERE code IN ('MAIN', 'OVER')) AS place
    ON place.ordinal = entry.location_id
ORDER BY entry.at, entry.id;
INSERT INTO stock_balance (product_id, location_id, on_hand)
SELECT balance.product_id, place.id, balance.qty
FROM rep.stock_balance AS balance
JOIN (SELECT CASE code WHEN 'MAIN' THEN 1 ELSE 2 END AS ordinal, id FROM location WHERE code IN ('MAIN', 'OVER')) AS place
    ON place.ordinal = balance.location_id;

CREATE TEMP TABLE numbered AS
SELECT invoice.id + 1 AS id, invoice.customer_id, orders.placed_on, invoice.issued_on, invoice.due_on, customer.terms,
    invoice.total, 'INV-' || to_char(invoice.issued_on, 'YYYY') AS series,
    row_number() OVER (PARTITION BY to_char(invoice.issued_on, 'YYYY') ORDER BY invoice.id) AS ordinal
FROM rep.invoice
JOIN rep.sales_order AS orders ON orders.id = invoice.id
JOIN rep.customer AS customer ON customer.id = invoice.customer_id;
INSERT INTO sales_order (id, number, customer_id, state, currency, minor_digits, terms, allocation, shipment, invoice, net, tax,
    gross, confirmed_at, closed_at) OVERRIDING SYSTEM VALUE
SELECT id, 'SO-' || to_char(placed_on, 'YYYY') || '-' || lpad(id::text, 6, '0'), customer_id, 'closed', 'EUR', 2, 'net' || terms,
    'full', 'full', 'full', total, 0, total, placed_on, issued_on
FROM numbered;
INSERT INTO sales_order_line (id, order_id, line, product_id, sku, name, unit, ordered, shipped, invoiced, is_prepaid, unit_price,
    net, price_rule, tax_category, tax_rate) OVERRIDING SYSTEM VALUE
SELECT line.order_id * 5 + line.line_no, line.order_id + 1, line.line_no, line.product_id, product.sku, product.name, 'C62',
    line.qty, line.qty, line.qty, false, line.unit_price, round(line.qty * line.unit_price, 2), 'given', 'Z', 0
FROM rep.order_line AS line JOIN rep.product AS product ON product.id = line.product_id
ORDER BY line.order_id, line.line_no;
INSERT INTO invoice (id, number, series, ordinal, order_id, customer_id, issued_on, due_on, terms, currency, minor_digits, net,
    tax, gross) OVERRIDING SYSTEM VALUE
SELECT id, series || '-' || lpad(ordinal::text, greatest(6, length(ordinal::text)), '0'), series, ordinal, id, customer_id,
    issued_on, due_on, 'net' || terms, 'EUR', 2, total, 0, total
FROM numbered ORDER BY id;
INSERT INTO invoice_line (invoice_id, line_id, quantity, net)
SELECT order_id, id, ordered, net FROM sales_order_line ORDER BY id;
INSERT INTO invoice_tax (invoice_id, category, rate, net, tax) SELECT id, 'Z', 0, net, 0 FROM invoice;
INSERT INTO payment (id, customer_id, currency, amount, paid_on) OVERRIDING SYSTEM VALUE
SELECT payment.id, invoice.customer_id, 'EUR', payment.amount, payment.paid_on
FROM rep.payment JOIN rep.invoice ON invoice.id = payment.invoice_id;
INSERT INTO payment_match (payment_id, invoice_id, amount) SELECT id, invoice_id + 1, amount FROM rep.payment;
VACUUM ANALYZE;
