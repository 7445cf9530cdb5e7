-- The moving average of stock as an aggregate, so that reports value everything at once and to the digit of stock show.

CREATE FUNCTION moving_average_step(average numeric, quantity_before bigint, quantity_in bigint, unit_cost numeric)
RETURNS numeric LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
DECLARE
    dividend numeric;
    divisor numeric;
    whole numeric;
    rest numeric;
BEGIN
    IF average IS NULL OR quantity_before <= 0 THEN
        RETURN unit_cost;
    END IF;
    -- The step toward the new cost in millionths, halves to even: a quotient of whole numbers, so nothing is lost.
    dividend := (unit_cost - average) * quantity_in * 1000000;
    divisor := quantity_before + quantity_in;
    whole := div(dividend, divisor);
    rest := abs(dividend - whole * divisor) * 2;
    IF rest > divisor OR (rest = divisor AND mod(whole, 2) <> 0) THEN
        whole := whole + sign(dividend);
    END IF;
    RETURN average + whole * 0.000001;
END
$$;
COMMENT ON FUNCTION moving_average_step IS 'The average moves toward what came in by its share, rounded at the sixth digit';

CREATE AGGREGATE moving_average(quantity_before bigint, quantity_in bigint, unit_cost numeric) (
    SFUNC = moving_average_step, STYPE = numeric, PARALLEL = SAFE
);
COMMENT ON AGGREGATE moving_average(bigint, bigint, numeric) IS
    'Over receipts with a cost, by effective day and entry: what lay there before, what came in, at which cost';
