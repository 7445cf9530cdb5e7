-- A cost in a third currency is known in the currency of a sale by way of the base currency.

CREATE FUNCTION cost_rate_on(source text, target text, on_day date) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(
        nephrite.exchange_rate_on(source, target, on_day),
        nephrite.in_base_currency(1, source, on_day) * nephrite.exchange_rate_on(base.value, target, on_day))
    FROM nephrite.setting AS base WHERE base.key = 'base_currency'
$$;
COMMENT ON FUNCTION cost_rate_on IS
    'Units of target for one of source on a day: by a rate between them, else by those of both to the base currency; null is unknown';
