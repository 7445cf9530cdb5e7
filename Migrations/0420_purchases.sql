-- Purchases: what is ordered from suppliers, how much of it came in, and what it cost us then.

CREATE SEQUENCE purchase_order_number;
CREATE SEQUENCE purchase_receipt_number;

CREATE TABLE purchase_order (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT purchase_order_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT purchase_order_number_unique UNIQUE
        CONSTRAINT purchase_order_number_form CHECK (number ~ '^PO-[0-9]{4}-[0-9]{6,}$'),
    supplier_id bigint NOT NULL CONSTRAINT purchase_order_supplier REFERENCES supplier,
    state text NOT NULL DEFAULT 'draft' CONSTRAINT purchase_order_state_known
        CHECK (state IN ('draft', 'sent', 'partial', 'received', 'closed', 'cancelled')),
    currency text NOT NULL CONSTRAINT purchase_order_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
    minor_digits integer NOT NULL CONSTRAINT purchase_order_minor_digits_range CHECK (minor_digits BETWEEN 0 AND 3),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL DEFAULT session_user,
    sent_at timestamptz,
    closed_at timestamptz,
    cancelled_at timestamptz,
    CONSTRAINT purchase_order_sent_when CHECK (
        CASE state WHEN 'draft' THEN sent_at IS NULL WHEN 'cancelled' THEN true ELSE sent_at IS NOT NULL END),
    CONSTRAINT purchase_order_closed_when CHECK ((closed_at IS NOT NULL) = (state = 'closed')),
    CONSTRAINT purchase_order_cancelled_when CHECK ((cancelled_at IS NOT NULL) = (state = 'cancelled'))
);
COMMENT ON TABLE purchase_order IS 'What we want of a supplier, in his currency';
COMMENT ON COLUMN purchase_order.state IS 'partial: some of it came in; received: all of it that was not called off';
CREATE INDEX purchase_order_number_order ON purchase_order (length(number), number COLLATE "C");
CREATE INDEX purchase_order_supplier_index ON purchase_order (supplier_id);
GRANT INSERT, UPDATE (state, sent_at, closed_at, cancelled_at) ON purchase_order TO nephrite_app;

CREATE TABLE purchase_order_line (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT purchase_order_line_pk PRIMARY KEY,
    purchase_id bigint NOT NULL CONSTRAINT purchase_order_line_purchase REFERENCES purchase_order,
    line integer NOT NULL CONSTRAINT purchase_order_line_number_positive CHECK (line > 0),
    product_id bigint NOT NULL CONSTRAINT purchase_order_line_product REFERENCES product,
    sku text NOT NULL,
    name text NOT NULL,
    unit text NOT NULL,
    part_number text NOT NULL,
    ordered integer NOT NULL CONSTRAINT purchase_order_line_ordered_positive CHECK (ordered > 0),
    cancelled integer NOT NULL DEFAULT 0 CONSTRAINT purchase_order_line_cancelled_not_negative CHECK (cancelled >= 0),
    received integer NOT NULL DEFAULT 0 CONSTRAINT purchase_order_line_received_not_negative CHECK (received >= 0),
    unit_cost numeric(18, 6) NOT NULL CONSTRAINT purchase_order_line_cost_not_negative CHECK (unit_cost >= 0),
    cost_rule text NOT NULL,
    CONSTRAINT purchase_order_line_number_unique UNIQUE (purchase_id, line),
    CONSTRAINT purchase_order_line_product_unique UNIQUE (purchase_id, product_id),
    CONSTRAINT purchase_order_line_of_purchase UNIQUE (purchase_id, id),
    CONSTRAINT purchase_order_line_not_above_ordered CHECK (cancelled + received <= ordered)
);
COMMENT ON TABLE purchase_order_line IS 'A product of a purchase, its cost as agreed, and how much of it came in';
COMMENT ON COLUMN purchase_order_line.unit_cost IS 'In the currency of the purchase, as it was when it was made';
COMMENT ON COLUMN purchase_order_line.cost_rule IS 'Where the cost comes from: given, or the tier';
COMMENT ON COLUMN purchase_order_line.received IS 'Kept by the trigger of purchase_receipt_line';
CREATE INDEX purchase_order_line_product_index ON purchase_order_line (product_id);
GRANT INSERT, UPDATE (cancelled) ON purchase_order_line TO nephrite_app;

CREATE TABLE purchase_transition (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT purchase_transition_pk PRIMARY KEY,
    purchase_id bigint NOT NULL CONSTRAINT purchase_transition_purchase REFERENCES purchase_order,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    reason text,
    request_key text,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE purchase_transition IS 'What was done to a purchase: who, when, from and to which state, and the caller''s key';
CREATE INDEX purchase_transition_purchase_index ON purchase_transition (purchase_id, id);
GRANT INSERT ON purchase_transition TO nephrite_app;

-- Receipts.

CREATE TABLE purchase_receipt (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT purchase_receipt_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT purchase_receipt_number_unique UNIQUE,
    purchase_id bigint NOT NULL CONSTRAINT purchase_receipt_purchase REFERENCES purchase_order,
    location_id bigint NOT NULL CONSTRAINT purchase_receipt_location REFERENCES location,
    received_on date NOT NULL,
    base_currency text NOT NULL
        CONSTRAINT purchase_receipt_currency_form CHECK (base_currency ~ '^[A-Z]{3}$'),
    rate numeric NOT NULL CONSTRAINT purchase_receipt_rate_positive CHECK (rate > 0),
    is_inverse boolean NOT NULL,
    landed numeric(18, 6) NOT NULL CONSTRAINT purchase_receipt_landed_not_negative CHECK (landed >= 0),
    landed_by text CONSTRAINT purchase_receipt_landed_by_known CHECK (landed_by IN ('value', 'weight')),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT purchase_receipt_of_purchase UNIQUE (purchase_id, id),
    CONSTRAINT purchase_receipt_landed_spread CHECK ((landed = 0) = (landed_by IS NULL))
);
COMMENT ON TABLE purchase_receipt IS 'Goods of a purchase that came in at once';
COMMENT ON COLUMN purchase_receipt.rate IS
    'Between the currency of the purchase and the base currency as it was entered; costs are divided by it where is_inverse';
COMMENT ON COLUMN purchase_receipt.landed IS 'Freight, duty and the like, in the base currency';
GRANT INSERT ON purchase_receipt TO nephrite_app;

CREATE TABLE purchase_receipt_line (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT purchase_receipt_line_pk PRIMARY KEY,
    receipt_id bigint NOT NULL,
    purchase_id bigint NOT NULL,
    line_id bigint NOT NULL,
    quantity integer NOT NULL CONSTRAINT purchase_receipt_line_quantity_positive CHECK (quantity > 0),
    goods_cost numeric(18, 6) NOT NULL CONSTRAINT purchase_receipt_line_goods_not_negative CHECK (goods_cost >= 0),
    landed numeric(18, 6) NOT NULL CONSTRAINT purchase_receipt_line_landed_not_negative CHECK (landed >= 0),
    unit_cost numeric(18, 6) NOT NULL,
    CONSTRAINT purchase_receipt_line_unique UNIQUE (receipt_id, line_id),
    CONSTRAINT purchase_receipt_line_receipt FOREIGN KEY (purchase_id, receipt_id)
        REFERENCES purchase_receipt (purchase_id, id),
    CONSTRAINT purchase_receipt_line_line FOREIGN KEY (purchase_id, line_id)
        REFERENCES purchase_order_line (purchase_id, id),
    CONSTRAINT purchase_receipt_line_cost_is_sum CHECK (unit_cost = goods_cost + round(landed / quantity, 6))
);
COMMENT ON TABLE purchase_receipt_line IS 'How much of a purchase''s line came in, and what one of it cost us';
COMMENT ON COLUMN purchase_receipt_line.purchase_id IS 'That of the receipt and of the line, which are of one purchase';
COMMENT ON COLUMN purchase_receipt_line.goods_cost IS 'For one, in the base currency at the rate of the receipt';
COMMENT ON COLUMN purchase_receipt_line.landed IS 'The line''s share of what the receipt has landed, for all of it';
COMMENT ON COLUMN purchase_receipt_line.unit_cost IS 'For one, with its part of the share: what the movement counts at';
CREATE INDEX purchase_receipt_line_line_index ON purchase_receipt_line (line_id);
GRANT INSERT ON purchase_receipt_line TO nephrite_app;

ALTER TABLE stock_movement
    ADD COLUMN receipt_line bigint CONSTRAINT stock_movement_receipt_line REFERENCES purchase_receipt_line
        CONSTRAINT stock_movement_receipt_line_unique UNIQUE,
    ADD CONSTRAINT stock_movement_receipt_is_received CHECK (receipt_line IS NULL OR kind = 'received');
COMMENT ON COLUMN stock_movement.receipt_line IS 'The receipt of a purchase by which it came in';

CREATE FUNCTION purchase_line_keep_sum() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT FROM purchase_order WHERE id = NEW.purchase_id AND state IN ('sent', 'partial')) THEN
        RAISE EXCEPTION 'goods come in of a purchase that is sent and not done'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'purchase_receipt_line_is_expected';
    END IF;
    UPDATE purchase_order_line SET received = received + NEW.quantity WHERE id = NEW.line_id;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION purchase_line_keep_sum IS 'The one writer of what came in of a purchase''s line';
CREATE TRIGGER purchase_receipt_line_sum AFTER INSERT ON purchase_receipt_line
    FOR EACH ROW EXECUTE FUNCTION purchase_line_keep_sum();

CREATE TRIGGER purchase_transition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_transition
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER purchase_receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_receipt
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER purchase_receipt_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON purchase_receipt_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE FUNCTION cost_tiers(prices text[], on_day date)
RETURNS TABLE (currency text, min_quantity numeric, unit_price numeric)
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = nephrite, pg_temp AS $$
    -- The block is the one current_cost takes its cost from.
    SELECT price.currency, price.min_quantity, min(price.unit_price)
    FROM (
        SELECT tier.currency, tier.valid_from, tier.valid_to
        FROM supplier_prices(prices) AS tier WHERE tier.kind = 'cost'
        ORDER BY
            CASE WHEN tier.valid_to < on_day THEN 2 WHEN tier.valid_from > on_day THEN 1 ELSE 0 END,
            CASE WHEN tier.valid_to < on_day THEN tier.valid_to END DESC NULLS LAST,
            CASE WHEN tier.valid_from > on_day THEN tier.valid_from END,
            tier.valid_from DESC NULLS LAST, tier.min_quantity, tier.unit_price
        LIMIT 1
    ) AS block JOIN supplier_prices(prices) AS price ON price.kind = 'cost' AND price.currency = block.currency
        AND price.valid_from IS NOT DISTINCT FROM block.valid_from
        AND price.valid_to IS NOT DISTINCT FROM block.valid_to
    GROUP BY price.currency, price.min_quantity
$$;
COMMENT ON FUNCTION cost_tiers IS 'The tiers of the price block that holds on a day, the one of current_cost';
