-- The yardsticks' products with stock and prices as ours: orders of five lines find 20,000 products, 1,000 customers, plenty.
\set ON_ERROR_STOP 1
SET search_path = nephrite;

INSERT INTO product (id, sku, status_set) SELECT i, 'JD-' || lpad(i::text, 7, '0'), 'active' FROM generate_series(1, 20000) AS i;
INSERT INTO product_fact (product_id, field, value, basis) SELECT i, 'name', 'Jade tool ' || i, 'stated' FROM generate_series(1, 20000) AS i;
UPDATE product SET grade = 'unassessed', grade_floor = 'unsuitable', grade_ceiling = 'professional';
INSERT INTO price_list (id, code, name, currency) OVERRIDING SYSTEM VALUE VALUES (1, 'BENCH', 'Bench', 'EUR');
INSERT INTO price_list_row (price_list_id, product_id, min_quantity, unit_price)
SELECT 1, i, least_quantity, round((2 + i % 90) * factor, 4)
FROM generate_series(1, 20000) AS i, (VALUES (1, 1.0), (10, 0.92), (50, 0.85)) AS tier (least_quantity, factor);
INSERT INTO customer (id, code, name, currency, country, terms, price_list_id) OVERRIDING SYSTEM VALUE
SELECT i, 'C' || i, 'Customer ' || i, 'EUR', 'DE', 'net30', 1 FROM generate_series(1, 1000) AS i;
INSERT INTO stock_movement (product_id, kind, to_location, quantity, unit_cost, effective_on)
SELECT i, 'received', location.id, 1000000000, 2, current_date
FROM generate_series(1, 20000) AS i, location WHERE location.code = 'MAIN';
INSERT INTO tax_rate (country, category, valid_from, rate_percent) VALUES ('DE', 'S', '2020-01-01', 19);
VACUUM ANALYZE;
