-- A clerk who is refused a change has to know which planned shipment holds the goods.

CREATE OR REPLACE FUNCTION planned_shipment_keep_promised() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    named record;
BEGIN
    SELECT orders.number, line.sku, allocation.quantity AS promised, ready.quantity AS ready, ready.numbers INTO named
    FROM added JOIN stock_allocation AS allocation USING (line_id, location_id)
    CROSS JOIN LATERAL (
        SELECT sum(planned_line.quantity) AS quantity,
            string_agg(planned.number || ' (' || planned.state || ')', ', ' ORDER BY planned.id) AS numbers
        FROM planned_shipment_line AS planned_line
        JOIN planned_shipment AS planned ON planned.id = planned_line.planned_id
        WHERE planned_line.line_id = added.line_id AND planned_line.location_id = added.location_id
            AND planned.state IN ('planned', 'picking', 'packed')
    ) AS ready
    JOIN sales_order_line AS line ON line.id = added.line_id
    JOIN sales_order AS orders ON orders.id = line.order_id
    WHERE ready.quantity > allocation.quantity
    ORDER BY added.line_id, added.location_id LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION '% of % are being made ready for % in %, and % would be allocated', named.ready, named.sku,
            named.number, named.numbers, named.promised
            USING ERRCODE = 'check_violation', CONSTRAINT = 'planned_shipment_within_promise';
    END IF;
    RETURN NULL;
END
$$;
