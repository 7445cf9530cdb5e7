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
    kind text NOT NULL,
    document text,
    quantity integer NOT NULL CONSTRAINT stock_closing_layer_quantity_positive CHECK (quantity > 0),
    unit_cost numeric(18, 6) CONSTRAINT stock_closing_layer_cost_not_negative CHECK (unit_cost >= 0),
    landed numeric(18, 6),
    CONSTRAINT stock_closing_layer_pk PRIMARY KEY (closed_through, product_id, movement_id),
    CONSTRAINT stock_closing_layer_closing FOREIGN KEY (closed_through, product_id) REFERENCES stock_closing
);
COMMENT ON TABLE stock_closing_layer IS 'By which movements it had come in, when what comes first leaves first';

CREATE TABLE stock_closing_lot (
    closed_through date NOT NULL CONSTRAINT stock_closing_lot_period REFERENCES closed_period (closed_through),
    lot_id bigint NOT NULL CONSTRAINT stock_closing_lot_lot REFERENCES lot,
    location_id bigint NOT NULL CONSTRAINT stock_closing_lot_location REFERENCES location,
    quantity bigint NOT NULL CONSTRAINT stock_closing_lot_not_zero CHECK (quantity <> 0),
    CONSTRAINT stock_closing_lot_pk PRIMARY KEY (closed_through, lot_id, location_id)
);
COMMENT ON TABLE stock_closing_lot IS 'What of it was of which lot';

CREATE TRIGGER stock_closing_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_closing
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER stock_closing_balance_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_closing_balance
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER stock_closing_lot_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_closing_lot
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

CREATE FUNCTION stock_entry(opened date, through date, known timestamptz, products bigint[])
RETURNS TABLE (
    product_id bigint, id bigint, effective_on date, kind text, change bigint, unit_cost numeric, unit_landed numeric,
    is_undone boolean)
LANGUAGE sql STABLE PARALLEL SAFE AS $$
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
    )
    SELECT closing.product_id, 0::bigint, closing.closed_through, 'opening', closing.quantity, closing.average, closing.landed,
        false
    FROM nephrite.stock_closing AS closing LEFT JOIN reopened ON reopened.product_id = closing.product_id
    WHERE closing.closed_through = opened AND reopened.product_id IS NULL
        AND (products IS NULL OR closing.product_id = ANY (products))
    UNION ALL
    SELECT closing.product_id, 0, closing.closed_through, 'opening', closing.quantity, closing.average, closing.landed, false
    FROM reopened JOIN nephrite.stock_closing AS closing
        ON closing.closed_through = reopened.closed_through AND closing.product_id = reopened.product_id
    UNION ALL
    SELECT moved.product_id, moved.id, moved.effective_on, moved.kind, CASE
            WHEN moved.to_location IS NULL THEN -moved.quantity
            WHEN moved.from_location IS NULL THEN moved.quantity ELSE 0 END,
        moved.unit_cost, coalesce(moved.unit_cost - received.goods_cost, 0),
        -- On a day between the two the first still counts.
        counter.reverses_id IS NOT NULL OR (moved.reverses_id IS NOT NULL AND (
            SELECT origin.effective_on <= through FROM nephrite.stock_movement AS origin WHERE origin.id = moved.reverses_id))
    FROM moved
    LEFT JOIN nephrite.purchase_receipt_line AS received ON received.id = moved.receipt_line
    LEFT JOIN nephrite.stock_movement AS counter ON counter.reverses_id = moved.id AND counter.reverses_id IS NOT NULL
        AND counter.effective_on <= through AND counter.entered_at <= known
$$;
COMMENT ON FUNCTION stock_entry IS
    'What each product''s closing came to, as an entry of kind opening, and what moved since: by how much it changed what lies there, its own cost, and whether it and another undo each other by then';

-- The functions that follow are plans made with the day in hand, which tells how little is to be read. The average and its
-- landed part move at receipts with a cost alone, each by the same steps; what a closing came to is the first of them.

CREATE FUNCTION stock_ledger(since date, through date, known timestamptz, products bigint[] DEFAULT NULL)
RETURNS TABLE (
    product_id bigint, movement_id bigint, effective_on date, kind text, change bigint, balance bigint, unit_cost numeric,
    unit_landed numeric, average numeric, landed numeric, is_undone boolean)
LANGUAGE plpgsql STABLE ROWS 100000 SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
BEGIN
    RETURN QUERY
    SELECT weighed.product_id, weighed.id, weighed.effective_on, weighed.kind, weighed.change, weighed.balance::bigint,
        weighed.unit_cost, weighed.unit_landed,
        nephrite.moving_average((weighed.weight - weighed.change)::bigint, weighed.change, weighed.unit_cost)
            FILTER (WHERE weighed.is_costed) OVER in_turn,
        nephrite.moving_average((weighed.weight - weighed.change)::bigint, weighed.change, weighed.unit_landed)
            FILTER (WHERE weighed.is_costed) OVER in_turn,
        weighed.is_undone
    FROM (
        SELECT entry.product_id, entry.id, entry.effective_on, entry.kind, entry.change, entry.unit_cost, entry.unit_landed,
            entry.is_undone, sum(entry.change) OVER in_turn AS balance,
            sum(entry.change) FILTER (WHERE NOT entry.is_undone) OVER in_turn AS weight,
            entry.unit_cost IS NOT NULL AND (entry.kind = 'opening' OR (entry.change > 0 AND NOT entry.is_undone)) AS is_costed
        FROM nephrite.stock_entry(opened, through, known, products) AS entry
        WINDOW in_turn AS (PARTITION BY entry.product_id ORDER BY entry.effective_on, entry.id ROWS UNBOUNDED PRECEDING)
    ) AS weighed
    WINDOW in_turn AS (PARTITION BY weighed.product_id ORDER BY weighed.effective_on, weighed.id ROWS UNBOUNDED PRECEDING);
END
$$;
COMMENT ON FUNCTION stock_ledger(date, date, timestamptz, bigint[]) IS
    'Movements of products, or of all, in the order in which they count, with what each left of its product, the average cost for one behind it, the landed part of that, and whether it and another undo each other by then, so that neither counts for them; before them what the closing came to, of kind opening';

CREATE FUNCTION stock_on_hand(since date, through date, known timestamptz)
RETURNS TABLE (product_id bigint, location_id bigint, quantity bigint)
LANGUAGE plpgsql STABLE ROWS 20000 SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
BEGIN
    RETURN QUERY
    SELECT entry.product_id, entry.location_id, sum(entry.quantity)::bigint
    FROM (
        SELECT closing.product_id, closing.location_id, closing.quantity
        FROM nephrite.stock_closing_balance AS closing WHERE closing.closed_through = opened
        UNION ALL
        SELECT moved.product_id, place.location_id, place.quantity
        FROM (
            SELECT movement.product_id, movement.from_location, movement.to_location, sum(movement.quantity) AS quantity
            FROM nephrite.stock_movement AS movement
            WHERE movement.effective_on > opened AND movement.effective_on <= through AND movement.entered_at <= known
            GROUP BY movement.product_id, movement.from_location, movement.to_location
        ) AS moved
        CROSS JOIN LATERAL (
            VALUES (moved.to_location, moved.quantity), (moved.from_location, -moved.quantity)
        ) AS place (location_id, quantity)
        WHERE place.location_id IS NOT NULL
    ) AS entry
    GROUP BY entry.product_id, entry.location_id
    HAVING sum(entry.quantity) <> 0;
END
$$;
COMMENT ON FUNCTION stock_on_hand IS 'What lies of a product at a location at the end of a day';

CREATE FUNCTION stock_lots(since date, through date, known timestamptz)
RETURNS TABLE (lot_id bigint, location_id bigint, quantity bigint)
LANGUAGE plpgsql STABLE ROWS 20000 SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
BEGIN
    RETURN QUERY
    SELECT entry.lot_id, entry.location_id, sum(entry.quantity)::bigint
    FROM (
        SELECT closing.lot_id, closing.location_id, closing.quantity
        FROM nephrite.stock_closing_lot AS closing WHERE closing.closed_through = opened
        UNION ALL
        SELECT part.lot_id, place.location_id, place.quantity
        FROM nephrite.stock_movement AS movement
        JOIN nephrite.stock_movement_lot AS part ON part.movement_id = movement.id
        CROSS JOIN LATERAL (
            VALUES (movement.to_location, part.quantity), (movement.from_location, -part.quantity)
        ) AS place (location_id, quantity)
        WHERE movement.effective_on > opened AND movement.effective_on <= through AND movement.entered_at <= known
            AND place.location_id IS NOT NULL
    ) AS entry
    GROUP BY entry.lot_id, entry.location_id
    HAVING sum(entry.quantity) <> 0;
END
$$;
COMMENT ON FUNCTION stock_lots IS 'What lies of a lot at a location at the end of a day';

CREATE FUNCTION stock_cost(since date, through date, known timestamptz)
RETURNS TABLE (product_id bigint, quantity bigint, average numeric, landed numeric)
LANGUAGE plpgsql STABLE ROWS 20000 SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
BEGIN
    RETURN QUERY
    WITH entry AS MATERIALIZED (
        SELECT every.product_id, every.id, every.effective_on, every.change, every.unit_cost, every.unit_landed,
            every.is_undone, every.kind = 'opening' AS is_opening,
            every.unit_cost IS NOT NULL AND every.change > 0 AND NOT every.is_undone AND every.kind <> 'opening' AS is_received
        FROM nephrite.stock_entry(opened, through, known, NULL) AS every
    ), received AS (
        SELECT DISTINCT entry.product_id FROM entry WHERE entry.is_received
    )
    -- What nothing came in of keeps its average.
    SELECT entry.product_id, sum(entry.change)::bigint, max(entry.unit_cost) FILTER (WHERE entry.is_opening),
        max(entry.unit_landed) FILTER (WHERE entry.is_opening)
    FROM entry LEFT JOIN received ON received.product_id = entry.product_id
    WHERE received.product_id IS NULL
    GROUP BY entry.product_id
    UNION ALL
    SELECT weighed.product_id, sum(weighed.change)::bigint,
        nephrite.moving_average(weighed.weight::bigint, weighed.change, weighed.unit_cost
            ORDER BY weighed.effective_on, weighed.id) FILTER (WHERE weighed.is_costed),
        nephrite.moving_average(weighed.weight::bigint, weighed.change, weighed.unit_landed
            ORDER BY weighed.effective_on, weighed.id) FILTER (WHERE weighed.is_costed)
    FROM (
        SELECT entry.product_id, entry.id, entry.effective_on, entry.change, entry.unit_cost, entry.unit_landed,
            entry.is_received OR (entry.is_opening AND entry.unit_cost IS NOT NULL) AS is_costed,
            coalesce(sum(entry.change) FILTER (WHERE NOT entry.is_undone) OVER (
                PARTITION BY entry.product_id ORDER BY entry.effective_on, entry.id
                ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0) AS weight
        FROM entry JOIN received ON received.product_id = entry.product_id
    ) AS weighed
    GROUP BY weighed.product_id;
END
$$;
COMMENT ON FUNCTION stock_cost IS
    'What lies of a product at the end of a day, its average cost and the landed part of that; null while no cost is known';

CREATE FUNCTION stock_layers(since date, through date, known timestamptz)
RETURNS TABLE (
    product_id bigint, movement_id bigint, effective_on date, kind text, document text, quantity integer, unit_cost numeric,
    landed numeric)
LANGUAGE plpgsql STABLE ROWS 100000 SET plan_cache_mode = force_custom_plan AS $$
DECLARE
    opened date := nephrite.stock_opened(least(since, through), known);
BEGIN
    -- First in, first out: what lies there came in last.
    RETURN QUERY
    WITH entry AS MATERIALIZED (
        SELECT every.product_id, every.id, every.effective_on, every.kind, every.change, every.unit_cost, every.unit_landed
        FROM nephrite.stock_entry(opened, through, known, NULL) AS every WHERE NOT every.is_undone
    ), lying AS (
        SELECT entry.product_id, sum(entry.change)::bigint AS quantity FROM entry
        GROUP BY entry.product_id HAVING sum(entry.change) > 0
    ), arrived AS (
        SELECT entry.product_id, entry.id, entry.effective_on, entry.kind, entry.change, entry.unit_cost, entry.unit_landed
        FROM entry WHERE entry.change > 0 AND entry.kind <> 'opening'
    ), averaged AS (
        -- What has no cost of its own takes the average.
        SELECT ledger.movement_id, ledger.average, ledger.landed
        FROM (
            SELECT coalesce(array_agg(DISTINCT arrived.product_id), '{}') AS products FROM arrived
            WHERE arrived.unit_cost IS NULL
        ) AS asked
        CROSS JOIN LATERAL nephrite.stock_ledger(since, through, known, asked.products) AS ledger
    ), came AS (
        SELECT layer.product_id, layer.movement_id, layer.effective_on, layer.kind, layer.document, layer.quantity,
            layer.unit_cost, layer.landed
        FROM entry JOIN nephrite.stock_closing_layer AS layer
            ON layer.closed_through = entry.effective_on AND layer.product_id = entry.product_id
        WHERE entry.kind = 'opening'
        UNION ALL
        SELECT arrived.product_id, arrived.id, arrived.effective_on, arrived.kind,
            coalesce(receipt.number, restocked.number, stocktake.number), arrived.change::integer,
            coalesce(arrived.unit_cost, averaged.average),
            CASE WHEN arrived.unit_cost IS NULL THEN averaged.landed ELSE arrived.unit_landed END
        FROM arrived
        JOIN nephrite.stock_movement AS movement ON movement.id = arrived.id
        LEFT JOIN averaged ON averaged.movement_id = arrived.id AND arrived.unit_cost IS NULL
        LEFT JOIN nephrite.purchase_receipt_line AS received ON received.id = movement.receipt_line
        LEFT JOIN nephrite.purchase_receipt AS receipt ON receipt.id = received.receipt_id
        LEFT JOIN nephrite.order_return_line AS returned ON returned.id = movement.return_line
        LEFT JOIN nephrite.order_return AS restocked ON restocked.id = returned.return_id
        LEFT JOIN nephrite.stock_count_line AS counting ON counting.id = movement.count_line
        LEFT JOIN nephrite.stock_count AS stocktake ON stocktake.id = counting.count_id
    ), counted AS (
        SELECT came.product_id, came.movement_id, came.effective_on, came.kind, came.document, came.quantity, came.unit_cost,
            came.landed, sum(came.quantity) OVER (
                PARTITION BY came.product_id ORDER BY came.effective_on DESC, came.movement_id DESC
                ROWS UNBOUNDED PRECEDING) - came.quantity AS younger
        FROM came
    )
    SELECT counted.product_id, counted.movement_id, counted.effective_on, counted.kind, counted.document,
        least(counted.quantity, lying.quantity - counted.younger)::integer, counted.unit_cost, counted.landed
    FROM counted JOIN lying ON lying.product_id = counted.product_id
    WHERE lying.quantity > counted.younger;
END
$$;
COMMENT ON FUNCTION stock_layers(date, date, timestamptz) IS
    'What is left at the end of a day of each movement that brought something in, at its own cost, or at the average where it has none, with the number of its receipt, return or count';

DROP FUNCTION stock_layers(date);
DROP FUNCTION stock_ledger(date);

CREATE FUNCTION stock_close(closing date) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    INSERT INTO stock_closing (closed_through, product_id, quantity, average, landed)
    SELECT closing, product_id, quantity, average, landed FROM stock_cost(closing - 1, closing, 'infinity');
    INSERT INTO stock_closing_balance (closed_through, product_id, location_id, quantity)
    SELECT closing, product_id, location_id, quantity FROM stock_on_hand(closing - 1, closing, 'infinity');
    INSERT INTO stock_closing_lot (closed_through, lot_id, location_id, quantity)
    SELECT closing, lot_id, location_id, quantity FROM stock_lots(closing - 1, closing, 'infinity');
    INSERT INTO stock_closing_layer (closed_through, product_id, movement_id, effective_on, kind, document, quantity, unit_cost,
        landed)
    SELECT closing, product_id, movement_id, effective_on, kind, document, quantity, unit_cost, landed
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
