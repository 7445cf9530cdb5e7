-- Selling, put right: rates of exchange exact and by their latest day either way, numbers beyond a million in order, bounds by name.

CREATE FUNCTION exchange_rate_entry(source text, target text, on_day date)
RETURNS TABLE (rate numeric, is_inverse boolean)
LANGUAGE sql STABLE PARALLEL SAFE ROWS 1 SET search_path = nephrite, pg_temp AS $$
    SELECT 1::numeric, false WHERE source = target
    UNION ALL
    SELECT found.rate, found.is_inverse FROM (
        SELECT entry.rate, entry.from_currency <> source AS is_inverse, entry.valid_on
        FROM exchange_rate AS entry
        WHERE source <> target AND entry.valid_on <= on_day
            AND ((entry.from_currency = source AND entry.to_currency = target)
                OR (entry.from_currency = target AND entry.to_currency = source))
        ORDER BY entry.valid_on DESC, is_inverse LIMIT 1
    ) AS found
$$;
COMMENT ON FUNCTION exchange_rate_entry IS
    'The rate of a day between two currencies as it was entered: the latest of either direction, of one day the direct one; no row is unknown';

CREATE OR REPLACE FUNCTION exchange_rate_on(source text, target text, on_day date) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = nephrite, pg_temp AS $$
    SELECT CASE WHEN entry.is_inverse THEN 1 / entry.rate ELSE entry.rate END
    FROM exchange_rate_entry(source, target, on_day) AS entry
$$;
COMMENT ON FUNCTION exchange_rate_on IS
    'Units of target for one of source on a day, by exchange_rate_entry, an opposite rate divided and not rounded; null is unknown';

CREATE OR REPLACE FUNCTION in_base_currency(amount numeric, from_currency text, on_day date)
RETURNS numeric LANGUAGE sql STABLE PARALLEL SAFE AS $$
    -- Without a rate there is no answer, so that no two currencies are ever compared as bare numbers.
    SELECT CASE WHEN from_currency = base.value THEN amount ELSE amount * (
        SELECT rate FROM (
            SELECT rate.rate, rate.valid_on, false AS is_inverse FROM nephrite.exchange_rate AS rate
            WHERE rate.from_currency = in_base_currency.from_currency AND rate.to_currency = base.value
                AND rate.valid_on <= on_day
            UNION ALL
            SELECT 1 / rate.rate, rate.valid_on, true FROM nephrite.exchange_rate AS rate
            WHERE rate.to_currency = in_base_currency.from_currency AND rate.from_currency = base.value
                AND rate.valid_on <= on_day
        ) AS known ORDER BY valid_on DESC, is_inverse LIMIT 1) END
    FROM nephrite.setting AS base WHERE base.key = 'base_currency'
$$;

-- An opposite rate is a quotient, which eight digits cut.
ALTER TABLE sales_order_line ALTER COLUMN exchange_rate TYPE numeric;
COMMENT ON COLUMN sales_order_line.exchange_rate IS 'Units of the order''s currency for one of the list''s, as the price by list was converted';

-- A number of seven digits comes behind all of six.
CREATE INDEX sales_order_number_order ON sales_order (length(number), number COLLATE "C");
CREATE INDEX invoice_number_order ON invoice (series COLLATE "C", length(number), number COLLATE "C");

-- Beyond the range of an integer the server would refuse without a name.
ALTER TABLE stock_balance ALTER COLUMN on_hand TYPE bigint,
    ADD CONSTRAINT stock_balance_on_hand_bounded CHECK (on_hand <= 2000000000);

COMMENT ON TABLE invoice_tax IS
    'Tax of an invoice by category and rate: on all that the order has invoiced, rounded, less what earlier invoices have';
