-- What the ledger came to when a period was closed, so that a figure of a later day reads only what moved since.

CREATE INDEX stock_movement_effective_index ON stock_movement (effective_on);

CREATE TABLE stock_closing (
    closed_through date NOT NULL CONSTRAINT stock_closing_period REFERENCES closed_period (closed_through),
    product_id bigint NOT NULL CONSTRAINT stock_closing_product REFERENCES product,
    quantity bigint NOT NULL,
    average numeric(18, 6) CONSTRAINT stock_closing_average_not_negative CHECK (average >= 0),
    landed numeric(18, 6),
    CONSTRAINT stock_closing_pk PRIMARY KEY (closed_through, product_id),
    CONSTRAINT stock_closing_landed_of_average CHECK ((average IS NULL) = (landed IS NULL))
);
COMMENT ON TABLE stock_closing IS 'What lay of a product at the end of a closed period, its moving average and the landed part of that';

CREATE TABLE stock_closing_balance (
    closed_through date NOT NULL,
    product_id bigint NOT NULL,
    location_id bigint NOT NULL CONSTRAINT stock_closing_balance_location REFERENCES location,
    quantity bigint NOT NULL CONSTRAINT stock_closing_balance_not_zero CHECK (quantity <> 0),
    CONSTRAINT stock_closing_balance_pk PRIMARY KEY (closed_through, product_id, location_id),
    CONSTRAINT stock_closing_balance_closing FOREIGN KEY (closed_through, product_id) REFERENCES stock_closing
);
COMMENT ON TABLE stock_closing_balance IS 'Where it lay';

CREATE TABLE stock_closing_layer (
    closed_through date NOT NULL,
    product_id bigint NOT NULL,
    movement_id bigint NOT NULL CONSTRAINT stock_closing_layer_movement REFERENCES stock_movement,
    effective_on date NOT NULL,
    quantity bigint NOT NULL CONSTRAINT stock_closing_layer_quantity_positive CHECK (quantity > 0),
    unit_cost numeric(18, 6) CONSTRAINT stock_closing_layer_cost_not_negative CHECK (unit_cost >= 0),
    landed numeric(18, 6),
    CONSTRAINT stock_closing_layer_pk PRIMARY KEY (closed_through, product_id, movement_id),
    CONSTRAINT stock_closing_layer_closing FOREIGN KEY (closed_through, product_id) REFERENCES stock_closing
);
COMMENT ON TABLE stock_closing_layer IS 'By which movements it had come in, when what comes first leaves first';

CREATE TRIGGER stock_closing_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_closing
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER stock_closing_balance_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_closing_balance
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER stock_closing_layer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_closing_layer
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- In all of these, `since` is a day: what was closed by then need not be read again. `through` is the last day that counts,
-- and `known` the moment by which a movement had to be entered. -infinity and infinity leave them open.

CREATE FUNCTION stock_opened(since date, known timestamptz) RETURNS date
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT coalesce(max(closed_through), '-infinity') FROM nephrite.closed_period WHERE closed_through <= since AND at <= known
$$;
COMMENT ON FUNCTION stock_opened IS 'The last closing on or before a day that had been made by then, from which the ledger is read';

CREATE FUNCTION stock_reopened(opened date, through date, known timestamptz)
RETURNS TABLE (product_id bigint, closed_through date)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
    WITH undone AS (
        SELECT counter.product_id, least(origin.effective_on, counter.effective_on) AS first_on,
            greatest(origin.effective_on, counter.effective_on) AS last_on
        FROM nephrite.stock_movement AS counter
        JOIN nephrite.stock_movement AS origin ON origin.id = counter.reverses_id
        WHERE counter.reverses_id IS NOT NULL AND counter.entered_at <= known
            AND greatest(origin.effective_on, counter.effective_on) <= through
    )
    SELECT crossed.product_id, coalesce((
        SELECT max(period.closed_through) FROM nephrite.closed_period AS period
        WHERE period.closed_through < opened AND NOT EXISTS (
            SELECT FROM undone WHERE undone.product_id = crossed.product_id
                AND undone.first_on <= period.closed_through AND undone.last_on > period.closed_through)), '-infinity')
    FROM (SELECT DISTINCT undone.product_id FROM undone WHERE undone.first_on <= opened AND undone.last_on > opened) AS crossed
$$;
COMMENT ON FUNCTION stock_reopened IS
    'Products of which something was undone behind a closing that had moved before it, with the last closing that this leaves as it was';

CREATE FUNCTION stock_ledger(since date, through date, known timestamptz, products bigint[] DEFAULT NULL)
RETURNS TABLE (
    product_id bigint, movement_id bigint, effective_on date, kind text, change bigint, balance bigint, unit_cost numeric,
    unit_landed numeric, average numeric, landed numeric, is_undone boolean)
LANGUAGE plpgsql STABLE ROWS 100000 AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
BEGIN
    -- A plan is made with the day in hand, which tells how little is to be read. The average and its landed part move at
    -- receipts with a cost alone, each by the same steps; what a closing came to is the first of them.
    RETURN QUERY
    WITH reopened AS (
        SELECT again.product_id, again.closed_through FROM nephrite.stock_reopened(opened, through, known) AS again
        WHERE products IS NULL OR again.product_id = ANY (products)
    ), moved AS (
        SELECT entry.product_id, entry.id, entry.effective_on, entry.kind, entry.unit_cost, entry.receipt_line,
            entry.reverses_id, entry.from_location, entry.to_location, entry.quantity
        FROM nephrite.stock_movement AS entry
        WHERE entry.effective_on > opened AND entry.effective_on <= through AND entry.entered_at <= known
            AND (products IS NULL OR entry.product_id = ANY (products))
        UNION ALL
        SELECT entry.product_id, entry.id, entry.effective_on, entry.kind, entry.unit_cost, entry.receipt_line,
            entry.reverses_id, entry.from_location, entry.to_location, entry.quantity
        FROM reopened JOIN nephrite.stock_movement AS entry ON entry.product_id = reopened.product_id
        WHERE entry.effective_on > reopened.closed_through AND entry.effective_on <= opened AND entry.entered_at <= known
    ), counting AS (
        SELECT closing.product_id, 0::bigint AS id, closing.closed_through AS effective_on, 'opening' AS kind,
            closing.quantity AS change, closing.average AS unit_cost, closing.landed AS unit_landed, false AS is_undone
        FROM nephrite.stock_closing AS closing LEFT JOIN reopened ON reopened.product_id = closing.product_id
        WHERE closing.closed_through = opened AND reopened.product_id IS NULL
            AND (products IS NULL OR closing.product_id = ANY (products))
        UNION ALL
        SELECT closing.product_id, 0, closing.closed_through, 'opening', closing.quantity, closing.average, closing.landed,
            false
        FROM reopened JOIN nephrite.stock_closing AS closing
            ON closing.closed_through = reopened.closed_through AND closing.product_id = reopened.product_id
        UNION ALL
        SELECT moved.product_id, moved.id, moved.effective_on, moved.kind, CASE
                WHEN moved.to_location IS NULL THEN -moved.quantity
                WHEN moved.from_location IS NULL THEN moved.quantity ELSE 0 END,
            moved.unit_cost, coalesce(moved.unit_cost - received.goods_cost, 0),
            -- On a day between the two the first still counts.
            counter.reverses_id IS NOT NULL OR (moved.reverses_id IS NOT NULL AND (
                SELECT origin.effective_on <= through FROM nephrite.stock_movement AS origin
                WHERE origin.id = moved.reverses_id))
        FROM moved
        LEFT JOIN nephrite.purchase_receipt_line AS received ON received.id = moved.receipt_line
        LEFT JOIN nephrite.stock_movement AS counter ON counter.reverses_id = moved.id AND counter.reverses_id IS NOT NULL
            AND counter.effective_on <= through AND counter.entered_at <= known
    ), weighed AS (
        SELECT counting.product_id, counting.id, counting.effective_on, counting.kind, counting.change, counting.unit_cost,
            counting.unit_landed, counting.is_undone, (sum(counting.change) OVER in_turn)::bigint AS balance,
            (sum(counting.change) FILTER (WHERE NOT counting.is_undone) OVER in_turn)::bigint AS weight,
            counting.kind = 'opening' OR (counting.change > 0 AND NOT counting.is_undone) AS is_costed
        FROM counting
        WINDOW in_turn AS (
            PARTITION BY counting.product_id ORDER BY counting.effective_on, counting.id ROWS UNBOUNDED PRECEDING)
    )
    SELECT weighed.product_id, weighed.id, weighed.effective_on, weighed.kind, weighed.change, weighed.balance,
        weighed.unit_cost, weighed.unit_landed,
        nephrite.moving_average(weighed.weight - weighed.change, weighed.change, weighed.unit_cost)
            FILTER (WHERE weighed.is_costed AND weighed.unit_cost IS NOT NULL) OVER in_turn,
        nephrite.moving_average(weighed.weight - weighed.change, weighed.change, weighed.unit_landed)
            FILTER (WHERE weighed.is_costed AND weighed.unit_cost IS NOT NULL) OVER in_turn,
        weighed.is_undone
    FROM weighed
    WINDOW in_turn AS (
        PARTITION BY weighed.product_id ORDER BY weighed.effective_on, weighed.id ROWS UNBOUNDED PRECEDING);
END
$$;
COMMENT ON FUNCTION stock_ledger(date, date, timestamptz, bigint[]) IS
    'Movements of products, or of all, in the order in which they count, with what each left of its product, the average cost for one behind it, the landed part of that, and whether it and another undo each other by then, so that neither counts for them; before them what the closing came to, of kind opening';

CREATE FUNCTION stock_on_hand(since date, through date, known timestamptz)
RETURNS TABLE (product_id bigint, location_id bigint, quantity bigint)
LANGUAGE plpgsql STABLE ROWS 10000 AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
BEGIN
    RETURN QUERY
    SELECT entry.product_id, entry.location_id, sum(entry.quantity)::bigint
    FROM (
        SELECT closing.product_id, closing.location_id, closing.quantity
        FROM nephrite.stock_closing_balance AS closing WHERE closing.closed_through = opened
        UNION ALL
        SELECT movement.product_id, place.location_id, place.quantity
        FROM nephrite.stock_movement AS movement
        CROSS JOIN LATERAL (
            VALUES (movement.to_location, movement.quantity), (movement.from_location, -movement.quantity)
        ) AS place (location_id, quantity)
        WHERE movement.effective_on > opened AND movement.effective_on <= through AND movement.entered_at <= known
            AND place.location_id IS NOT NULL
    ) AS entry
    GROUP BY entry.product_id, entry.location_id
    HAVING sum(entry.quantity) <> 0;
END
$$;
COMMENT ON FUNCTION stock_on_hand IS 'What lies of a product at a location at the end of a day';

CREATE FUNCTION stock_cost(since date, through date, known timestamptz)
RETURNS TABLE (product_id bigint, quantity bigint, average numeric, landed numeric)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (ledger.product_id) ledger.product_id, ledger.balance, ledger.average, ledger.landed
    FROM nephrite.stock_ledger(since, through, known) AS ledger
    ORDER BY ledger.product_id, ledger.effective_on DESC, ledger.movement_id DESC
$$;
COMMENT ON FUNCTION stock_cost IS 'What lies of a product at the end of a day, its average cost and the landed part of that; null while no cost is known';

CREATE FUNCTION stock_layers(since date, through date, known timestamptz)
RETURNS TABLE (
    product_id bigint, movement_id bigint, effective_on date, quantity bigint, unit_cost numeric, landed numeric)
LANGUAGE sql STABLE AS $$
    -- First in, first out: what lies there came in last.
    WITH ledger AS (
        SELECT entry.product_id, entry.movement_id, entry.effective_on, entry.kind, entry.change, entry.unit_cost,
            entry.unit_landed, entry.average, entry.landed
        FROM nephrite.stock_ledger(since, through, known) AS entry WHERE NOT entry.is_undone
    ), lying AS (
        SELECT ledger.product_id, sum(ledger.change) AS quantity FROM ledger
        GROUP BY ledger.product_id HAVING sum(ledger.change) > 0
    ), came AS (
        SELECT layer.product_id, layer.movement_id, layer.effective_on, layer.quantity, layer.unit_cost, layer.landed
        FROM ledger JOIN nephrite.stock_closing_layer AS layer
            ON layer.closed_through = ledger.effective_on AND layer.product_id = ledger.product_id
        WHERE ledger.kind = 'opening'
        UNION ALL
        -- At its own cost, or at the average where it has none.
        SELECT ledger.product_id, ledger.movement_id, ledger.effective_on, ledger.change,
            coalesce(ledger.unit_cost, ledger.average),
            CASE WHEN ledger.unit_cost IS NULL THEN ledger.landed ELSE ledger.unit_landed END
        FROM ledger WHERE ledger.change > 0 AND ledger.kind <> 'opening'
    ), counted AS (
        SELECT came.product_id, came.movement_id, came.effective_on, came.quantity, came.unit_cost, came.landed,
            sum(came.quantity) OVER (
                PARTITION BY came.product_id ORDER BY came.effective_on DESC, came.movement_id DESC
                ROWS UNBOUNDED PRECEDING) - came.quantity AS younger
        FROM came
    )
    SELECT counted.product_id, counted.movement_id, counted.effective_on,
        least(counted.quantity, lying.quantity - counted.younger)::bigint, counted.unit_cost, counted.landed
    FROM counted JOIN lying ON lying.product_id = counted.product_id
    WHERE lying.quantity > counted.younger
$$;
COMMENT ON FUNCTION stock_layers(date, date, timestamptz) IS
    'What is left at the end of a day of each movement that brought something in, at its own cost, or at the average where it has none';

DROP FUNCTION stock_layers(date);
DROP FUNCTION stock_ledger(date);

CREATE FUNCTION stock_close(closing date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    INSERT INTO stock_closing (closed_through, product_id, quantity, average, landed)
    SELECT closing, product_id, quantity, average, landed FROM stock_cost(closing - 1, closing, 'infinity');
    INSERT INTO stock_closing_balance (closed_through, product_id, location_id, quantity)
    SELECT closing, product_id, location_id, quantity FROM stock_on_hand(closing - 1, closing, 'infinity');
    INSERT INTO stock_closing_layer (closed_through, product_id, movement_id, effective_on, quantity, unit_cost, landed)
    SELECT closing, product_id, movement_id, effective_on, quantity, unit_cost, landed
    FROM stock_layers(closing - 1, closing, 'infinity');
END
$$;
COMMENT ON FUNCTION stock_close IS 'Writes down what the ledger comes to at the end of a period, from the closing before and what moved since';
REVOKE EXECUTE ON FUNCTION stock_close(date) FROM nephrite_app, nephrite_report;

CREATE OR REPLACE FUNCTION period_close(through date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    PERFORM pg_advisory_xact_lock(hashtext('nephrite.closed_period'));
    INSERT INTO closed_period (closed_through) VALUES (through);
    PERFORM stock_close(through);
END
$$;

-- Periods that were closed before closings were written down.
DO $$
DECLARE
    closing date;
BEGIN
    FOR closing IN SELECT closed_through FROM nephrite.closed_period ORDER BY closed_through LOOP
        PERFORM nephrite.stock_close(closing);
    END LOOP;
END
$$;
