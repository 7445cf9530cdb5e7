-- What is left of deposits counts whatever became of their order, and what left of prepaid orders without an invoice is uninvoiced.

CREATE OR REPLACE FUNCTION line_uninvoiced(
    is_prepaid boolean, ordered integer, cancelled integer, shipped integer, returned integer, charged integer
) RETURNS integer LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN is_prepaid
        THEN greatest(shipped - returned - charged, 0) + least(ordered - cancelled - returned - charged, 0)
        ELSE shipped - returned - charged END
$$;
COMMENT ON FUNCTION line_uninvoiced IS
    'How many of a line left and are not invoiced, below zero where as many are to be credited; what is invoiced in advance is neither';

CREATE OR REPLACE FUNCTION order_counted(is_prepaid boolean, uninvoiced numeric, not_invoiced numeric, deposits numeric)
RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE WHEN is_prepaid
        THEN uninvoiced + least(greatest(not_invoiced - uninvoiced, 0), greatest(deposits - greatest(uninvoiced, 0), 0))
        ELSE not_invoiced END
$$;
COMMENT ON FUNCTION order_counted IS
    'How much of what is not invoiced of a confirmed order counts to what its customer is exposed by: all of it, of a prepaid order what has left, and the rest as far as its deposits are for it';

UPDATE sales_order AS orders SET payment = 'over'
FROM (
    SELECT deposit.order_id, sum(payment.amount - (
        SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match WHERE match.payment_id = payment.id)) AS amount
    FROM order_deposit AS deposit JOIN payment ON payment.id = deposit.payment_id
    GROUP BY deposit.order_id
) AS unused
WHERE unused.order_id = orders.id AND unused.amount > 0 AND orders.state IN ('closed', 'cancelled')
    AND orders.payment <> 'over' AND unused.amount > (
        SELECT coalesce(sum(invoice.gross - (
                SELECT coalesce(sum(note.gross), 0) FROM credit_note AS note WHERE note.invoice_id = invoice.id) - (
                SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match WHERE match.invoice_id = invoice.id)), 0)
        FROM invoice WHERE invoice.order_id = orders.id);
