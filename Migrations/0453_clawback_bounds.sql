-- Discounts on what was credited before they went back go back now; none goes back beyond what it let off.

-- Each note takes its share as it would have when it was posted, but no more than is still let off too much.
WITH RECURSIVE discount AS (
    SELECT payment.id, payment.customer_id, payment.currency, payment.amount, payment.at, match.invoice_id,
        invoice.gross, invoice.minor_digits, payment.amount + coalesce(back.amount, 0) AS left_over
    FROM payment JOIN payment_match AS match ON match.payment_id = payment.id
    JOIN invoice ON invoice.id = match.invoice_id
    LEFT JOIN LATERAL (
        SELECT sum(clawback.amount) AS amount FROM payment AS clawback
        WHERE clawback.cause_id = payment.id AND clawback.kind = 'clawback'
    ) AS back ON true
    WHERE payment.kind = 'discount' AND NOT EXISTS (
        SELECT FROM payment AS undone WHERE undone.cause_id = payment.id AND undone.kind = 'reversal')
), note AS (
    SELECT discount.id AS discount_id, credit.number, credit.issued_on, credit.gross,
        row_number() OVER (PARTITION BY discount.id ORDER BY credit.id) AS place
    FROM discount JOIN credit_note AS credit ON credit.invoice_id = discount.invoice_id AND credit.posted_at > discount.at
), step AS (
    SELECT discount.id, 0::bigint AS place, discount.amount::numeric AS holds, 0::numeric AS share,
        discount.gross - (
            SELECT coalesce(sum(credit.gross), 0) FROM credit_note AS credit
            WHERE credit.invoice_id = discount.invoice_id AND credit.posted_at <= discount.at) AS charged,
        discount.minor_digits
    FROM discount
    UNION ALL
    SELECT step.id, note.place, kept.amount, step.holds - kept.amount, step.charged - note.gross, step.minor_digits
    FROM step JOIN note ON note.discount_id = step.id AND note.place = step.place + 1
    CROSS JOIN LATERAL (
        SELECT CASE WHEN step.charged > note.gross
            THEN least(round(step.holds * (step.charged - note.gross) / step.charged, step.minor_digits), step.holds)
            ELSE 0 END AS amount
    ) AS kept
), missing AS (
    SELECT step.id, step.place, step.share, discount.left_over - last.holds - (
        sum(step.share) OVER (PARTITION BY step.id ORDER BY step.place) - step.share) AS rest
    FROM step JOIN discount ON discount.id = step.id
    JOIN note ON note.discount_id = step.id AND note.place = step.place
    JOIN LATERAL (
        SELECT final.holds FROM step AS final WHERE final.id = step.id ORDER BY final.place DESC LIMIT 1
    ) AS last ON true
    WHERE NOT EXISTS (
        SELECT FROM payment AS clawback
        WHERE clawback.cause_id = step.id AND clawback.kind = 'clawback' AND clawback.reason = note.number)
), added AS (
    INSERT INTO payment (customer_id, currency, amount, paid_on, kind, cause_id, reason)
    SELECT discount.customer_id, discount.currency, -least(missing.share, missing.rest), note.issued_on, 'clawback',
        discount.id, note.number
    FROM missing JOIN discount ON discount.id = missing.id
    JOIN note ON note.discount_id = missing.id AND note.place = missing.place
    WHERE least(missing.share, missing.rest) > 0 ORDER BY discount.id, missing.place
    RETURNING id, cause_id, amount
)
INSERT INTO payment_match (payment_id, invoice_id, amount)
SELECT added.id, discount.invoice_id, added.amount FROM added JOIN discount ON discount.id = added.cause_id;

UPDATE sales_order AS orders SET payment = paid.axis
FROM (
    SELECT money.order_id, CASE WHEN money.paid > money.gross THEN 'over'
        WHEN money.gross = 0 AND line.invoiced > 0 THEN 'full' WHEN money.paid = 0 THEN 'none'
        WHEN money.paid >= money.gross THEN 'full' ELSE 'partial' END AS axis
    FROM (
        SELECT invoice.order_id, sum(invoice.gross - (
                SELECT coalesce(sum(credit.gross), 0) FROM credit_note AS credit WHERE credit.invoice_id = invoice.id)) AS gross,
            sum((SELECT coalesce(sum(match.amount), 0) FROM payment_match AS match WHERE match.invoice_id = invoice.id)) AS paid
        FROM invoice WHERE invoice.order_id IN (
            SELECT own.order_id FROM payment AS clawback JOIN payment_match AS match ON match.payment_id = clawback.id
            JOIN invoice AS own ON own.id = match.invoice_id WHERE clawback.kind = 'clawback')
        GROUP BY invoice.order_id
    ) AS money
    JOIN (
        SELECT order_id, sum(invoiced - credited) AS invoiced FROM sales_order_line GROUP BY order_id
    ) AS line ON line.order_id = money.order_id
) AS paid
WHERE paid.order_id = orders.id AND orders.payment <> paid.axis;

-- It locks what it must not update, so it runs as the owner.
CREATE OR REPLACE FUNCTION payment_refuse_cause() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    cause payment;
BEGIN
    SELECT * INTO cause FROM payment WHERE id = NEW.cause_id FOR NO KEY UPDATE;
    IF cause.kind IS NULL OR cause.kind <> ALL (
        CASE NEW.kind WHEN 'discount' THEN '{received}' WHEN 'clawback' THEN '{discount}' ELSE '{received,discount}' END::text[]
    ) THEN
        RAISE EXCEPTION 'a % is of another kind of payment', NEW.kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_cause_of_its_kind';
    END IF;
    IF (cause.customer_id, cause.currency) IS DISTINCT FROM (NEW.customer_id, NEW.currency) THEN
        RAISE EXCEPTION 'a % is of the customer and in the currency of its cause', NEW.kind
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_cause_of_its_customer';
    END IF;
    IF NEW.kind <> 'discount' AND cause.amount + NEW.amount + (
        SELECT coalesce(sum(back.amount), 0) FROM payment AS back
        WHERE back.cause_id = cause.id AND back.kind IN ('clawback', 'reversal')
    ) < 0 THEN
        RAISE EXCEPTION 'no more goes back than there was'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'payment_cause_not_exceeded';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION payment_refuse_cause IS
    'Reversals and refunds are not reversed, only a discount is clawed back, and no more of either goes back than there was';
