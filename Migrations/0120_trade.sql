-- Selling: customers, price lists, stock kept as movements, and orders from the quote to the payment.

CREATE TABLE location (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT location_pk PRIMARY KEY,
    code text NOT NULL CONSTRAINT location_code_unique UNIQUE
        CONSTRAINT location_code_form CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    name text NOT NULL CONSTRAINT location_name_not_blank CHECK (name ~ '\S'),
    is_held boolean NOT NULL DEFAULT false
);
COMMENT ON TABLE location IS 'Where stock lies';
COMMENT ON COLUMN location.is_held IS 'What lies there is not promised to anybody, as in quarantine';
INSERT INTO location (code, name) VALUES ('MAIN', 'Main warehouse');
GRANT INSERT, UPDATE ON location TO nephrite_app;

-- Price lists: fixed rows with breaks, rules on cost, and a parent to fall back on.

CREATE TABLE price_list (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT price_list_pk PRIMARY KEY,
    code text NOT NULL CONSTRAINT price_list_code_unique UNIQUE
        CONSTRAINT price_list_code_form CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    name text NOT NULL CONSTRAINT price_list_name_not_blank CHECK (name ~ '\S'),
    currency text NOT NULL CONSTRAINT price_list_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
    parent_id bigint CONSTRAINT price_list_parent REFERENCES price_list,
    CONSTRAINT price_list_parent_is_older CHECK (parent_id < id)
);
COMMENT ON TABLE price_list IS 'Selling prices; what a list has no price for is looked up in its parent';
COMMENT ON CONSTRAINT price_list_parent_is_older ON price_list IS 'No list can be its own ancestor';
GRANT INSERT, UPDATE (name) ON price_list TO nephrite_app;

CREATE TABLE price_list_row (
    price_list_id bigint NOT NULL CONSTRAINT price_list_row_list REFERENCES price_list,
    product_id bigint NOT NULL CONSTRAINT price_list_row_product REFERENCES product,
    min_quantity integer NOT NULL DEFAULT 1 CONSTRAINT price_list_row_min_quantity_positive CHECK (min_quantity > 0),
    valid_from date NOT NULL DEFAULT '-infinity',
    valid_to date NOT NULL DEFAULT 'infinity',
    unit_price numeric(18, 6) NOT NULL CONSTRAINT price_list_row_price_not_negative CHECK (unit_price >= 0),
    CONSTRAINT price_list_row_pk PRIMARY KEY (price_list_id, product_id, min_quantity, valid_from),
    CONSTRAINT price_list_row_period CHECK (valid_from <= valid_to)
);
COMMENT ON TABLE price_list_row IS 'A fixed price from a quantity on, for a time; the latest beginning holds';
CREATE INDEX price_list_row_product_index ON price_list_row (product_id);
GRANT INSERT, UPDATE, DELETE ON price_list_row TO nephrite_app;

CREATE TABLE price_list_rule (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT price_list_rule_pk PRIMARY KEY,
    price_list_id bigint NOT NULL CONSTRAINT price_list_rule_list REFERENCES price_list,
    material text,
    shape text,
    supplier_id bigint CONSTRAINT price_list_rule_supplier REFERENCES supplier,
    markup_percent numeric(9, 3) NOT NULL CONSTRAINT price_list_rule_markup_range CHECK (markup_percent > -100),
    ending numeric(6, 3) CONSTRAINT price_list_rule_ending_range CHECK (ending >= 0 AND ending < 1),
    floor_percent numeric(6, 3) CONSTRAINT price_list_rule_floor_range CHECK (floor_percent >= 0 AND floor_percent < 100)
);
COMMENT ON TABLE price_list_rule IS 'A price from cost: the rule with the most conditions that fit wins, then the oldest';
COMMENT ON COLUMN price_list_rule.ending IS 'Fraction the price is raised to, as 0.95';
COMMENT ON COLUMN price_list_rule.floor_percent IS 'Least margin, percent of the price';
GRANT INSERT, UPDATE, DELETE ON price_list_rule TO nephrite_app;

CREATE TABLE price_list_quantity (
    price_list_id bigint NOT NULL CONSTRAINT price_list_quantity_list REFERENCES price_list,
    product_id bigint NOT NULL CONSTRAINT price_list_quantity_product REFERENCES product,
    minimum integer NOT NULL DEFAULT 1 CONSTRAINT price_list_quantity_minimum_positive CHECK (minimum > 0),
    multiple integer NOT NULL DEFAULT 1 CONSTRAINT price_list_quantity_multiple_positive CHECK (multiple > 0),
    maximum integer,
    CONSTRAINT price_list_quantity_pk PRIMARY KEY (price_list_id, product_id),
    CONSTRAINT price_list_quantity_maximum_reachable
        CHECK (maximum / multiple * multiple >= greatest(minimum, multiple))
);
COMMENT ON TABLE price_list_quantity IS 'Least quantity, case pack and most of a product on an order line';
CREATE INDEX price_list_quantity_product_index ON price_list_quantity (product_id);
GRANT INSERT, UPDATE, DELETE ON price_list_quantity TO nephrite_app;

CREATE FUNCTION exchange_rate_on(source text, target text, on_day date) RETURNS numeric
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = nephrite, pg_temp AS $$
    SELECT CASE WHEN source = target THEN 1 ELSE coalesce(
        (SELECT round(rate, 6) FROM exchange_rate
        WHERE from_currency = source AND to_currency = target AND valid_on <= on_day ORDER BY valid_on DESC LIMIT 1),
        (SELECT round(1 / rate, 6) FROM exchange_rate
        WHERE from_currency = target AND to_currency = source AND valid_on <= on_day ORDER BY valid_on DESC LIMIT 1))
    END
$$;
COMMENT ON FUNCTION exchange_rate_on IS 'Units of target for one of source on a day, if need be by the opposite rate; null is unknown';

CREATE TABLE customer (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT customer_pk PRIMARY KEY,
    code text NOT NULL CONSTRAINT customer_code_unique UNIQUE
        CONSTRAINT customer_code_form CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    name text NOT NULL CONSTRAINT customer_name_not_blank CHECK (name ~ '\S'),
    currency text NOT NULL CONSTRAINT customer_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
    country text NOT NULL CONSTRAINT customer_country_form CHECK (country ~ '^[A-Z]{2}$'),
    tax_category text
        CONSTRAINT customer_tax_category_known CHECK (tax_category IN ('S', 'Z', 'E', 'AE', 'K', 'G', 'O')),
    vat_id text,
    terms text NOT NULL DEFAULT 'net30' CONSTRAINT customer_terms_form
        CHECK (terms ~ '^(prepaid|([0-9]{1,2}(\.[0-9]{1,3})?/[0-9]{1,3})?net[0-9]{1,3})$'),
    credit_limit numeric(18, 6) CONSTRAINT customer_credit_limit_not_negative CHECK (credit_limit >= 0),
    price_list_id bigint CONSTRAINT customer_price_list REFERENCES price_list,
    created_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE customer IS 'Who buys from us';
COMMENT ON COLUMN customer.tax_category IS 'A person''s word on the tax; without one it follows country and VAT number';
COMMENT ON COLUMN customer.credit_limit IS 'Gross, in the customer''s currency; null is no limit';
GRANT INSERT, UPDATE ON customer TO nephrite_app;

CREATE TABLE customer_identifier (
    scheme text NOT NULL CONSTRAINT customer_identifier_scheme_not_blank CHECK (scheme ~ '\S'),
    value text NOT NULL CONSTRAINT customer_identifier_value_not_blank CHECK (value ~ '\S'),
    customer_id bigint NOT NULL CONSTRAINT customer_identifier_customer REFERENCES customer,
    CONSTRAINT customer_identifier_pk PRIMARY KEY (scheme, value)
);
COMMENT ON TABLE customer_identifier IS 'By what a buyer is recognised in a document: GLN, DUNS, network identity';
GRANT INSERT, DELETE ON customer_identifier TO nephrite_app;

-- Orders.

CREATE SEQUENCE sales_order_number;
CREATE SEQUENCE shipment_number;

CREATE TABLE sales_order (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sales_order_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT sales_order_number_unique UNIQUE
        CONSTRAINT sales_order_number_form CHECK (number ~ '^SO-[0-9]{4}-[0-9]{6,}$'),
    customer_id bigint NOT NULL CONSTRAINT sales_order_customer REFERENCES customer,
    po_number text CONSTRAINT sales_order_po_length CHECK (length(po_number) BETWEEN 1 AND 255),
    state text NOT NULL CONSTRAINT sales_order_state_known
        CHECK (state IN ('draft', 'quoted', 'expired', 'confirmed', 'closed', 'cancelled')),
    currency text NOT NULL CONSTRAINT sales_order_currency_form CHECK (currency ~ '^[A-Z]{3}$'),
    minor_digits integer NOT NULL CONSTRAINT sales_order_minor_digits_range CHECK (minor_digits BETWEEN 0 AND 3),
    terms text NOT NULL,
    is_prepaid boolean NOT NULL GENERATED ALWAYS AS (terms = 'prepaid') STORED,
    promised_on date,
    allocation text NOT NULL DEFAULT 'none'
        CONSTRAINT sales_order_allocation_known CHECK (allocation IN ('none', 'partial', 'full')),
    shipment text NOT NULL DEFAULT 'none'
        CONSTRAINT sales_order_shipment_known CHECK (shipment IN ('none', 'partial', 'full')),
    invoice text NOT NULL DEFAULT 'none'
        CONSTRAINT sales_order_invoice_known CHECK (invoice IN ('none', 'partial', 'full')),
    payment text NOT NULL DEFAULT 'none'
        CONSTRAINT sales_order_payment_known CHECK (payment IN ('none', 'partial', 'full', 'over')),
    return text NOT NULL DEFAULT 'none'
        CONSTRAINT sales_order_return_known CHECK (return IN ('none', 'partial', 'full')),
    net numeric(18, 6) NOT NULL,
    tax numeric(18, 6),
    gross numeric(18, 6),
    created_at timestamptz NOT NULL DEFAULT now(),
    created_by text NOT NULL DEFAULT session_user,
    quoted_at timestamptz,
    confirmed_at timestamptz,
    closed_at timestamptz,
    cancelled_at timestamptz,
    CONSTRAINT sales_order_po_unique UNIQUE (customer_id, po_number),
    CONSTRAINT sales_order_gross_is_sum CHECK (gross = net + tax),
    CONSTRAINT sales_order_totals_whole CHECK ((tax IS NULL) = (gross IS NULL)),
    CONSTRAINT sales_order_confirmed_taxed CHECK (state NOT IN ('confirmed', 'closed') OR tax IS NOT NULL),
    CONSTRAINT sales_order_quoted_when CHECK (state <> 'quoted' OR quoted_at IS NOT NULL),
    CONSTRAINT sales_order_confirmed_when
        CHECK ((confirmed_at IS NOT NULL) OR state NOT IN ('confirmed', 'closed')),
    CONSTRAINT sales_order_draft_untouched
        CHECK (state <> 'draft' OR (quoted_at IS NULL AND confirmed_at IS NULL)),
    CONSTRAINT sales_order_closed_when CHECK ((closed_at IS NOT NULL) = (state = 'closed')),
    CONSTRAINT sales_order_cancelled_when CHECK ((cancelled_at IS NOT NULL) = (state = 'cancelled'))
);
COMMENT ON TABLE sales_order IS 'What a customer wants, with what was agreed frozen on it';
COMMENT ON COLUMN sales_order.minor_digits IS 'Digits of the currency''s minor unit, to which amounts are rounded';
COMMENT ON COLUMN sales_order.allocation IS 'Allocated and shipped against ordered less cancelled';
COMMENT ON COLUMN sales_order.tax IS 'Null until the tax is known, at the latest when it is confirmed';
CREATE INDEX sales_order_state_index ON sales_order (state, number);
GRANT INSERT, UPDATE ON sales_order TO nephrite_app;

CREATE TABLE sales_order_line (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT sales_order_line_pk PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT sales_order_line_order REFERENCES sales_order,
    line integer NOT NULL CONSTRAINT sales_order_line_number_positive CHECK (line > 0),
    product_id bigint NOT NULL CONSTRAINT sales_order_line_product REFERENCES product,
    sku text NOT NULL,
    name text NOT NULL,
    unit text NOT NULL,
    ordered integer NOT NULL CONSTRAINT sales_order_line_ordered_positive CHECK (ordered > 0),
    cancelled integer NOT NULL DEFAULT 0 CONSTRAINT sales_order_line_cancelled_not_negative CHECK (cancelled >= 0),
    allocated integer NOT NULL DEFAULT 0 CONSTRAINT sales_order_line_allocated_not_negative CHECK (allocated >= 0),
    shipped integer NOT NULL DEFAULT 0 CONSTRAINT sales_order_line_shipped_not_negative CHECK (shipped >= 0),
    invoiced integer NOT NULL DEFAULT 0 CONSTRAINT sales_order_line_invoiced_not_negative CHECK (invoiced >= 0),
    returned integer NOT NULL DEFAULT 0 CONSTRAINT sales_order_line_returned_not_negative CHECK (returned >= 0),
    credited integer NOT NULL DEFAULT 0 CONSTRAINT sales_order_line_credited_not_negative CHECK (credited >= 0),
    is_prepaid boolean NOT NULL,
    unit_price numeric(18, 6) NOT NULL CONSTRAINT sales_order_line_price_not_negative CHECK (unit_price >= 0),
    discount_percent numeric(6, 3) NOT NULL DEFAULT 0
        CONSTRAINT sales_order_line_discount_range CHECK (discount_percent BETWEEN 0 AND 100),
    net numeric(18, 6) NOT NULL CONSTRAINT sales_order_line_net_range CHECK (net BETWEEN 0 AND 999999999),
    price_rule text NOT NULL,
    list_price numeric(18, 6),
    exchange_rate numeric(18, 8),
    cost numeric(18, 6),
    cost_currency text,
    tax_category text,
    tax_rate numeric(6, 3),
    CONSTRAINT sales_order_line_number_unique UNIQUE (order_id, line),
    CONSTRAINT sales_order_line_not_above_ordered CHECK (cancelled + shipped + allocated <= ordered),
    CONSTRAINT sales_order_line_returned_was_shipped CHECK (returned <= shipped),
    CONSTRAINT sales_order_line_invoiced_in_bounds CHECK (
        invoiced - credited <= CASE WHEN is_prepaid THEN ordered - cancelled ELSE shipped END),
    CONSTRAINT sales_order_line_credited_was_invoiced CHECK (credited <= invoiced),
    CONSTRAINT sales_order_line_tax_whole CHECK ((tax_category IS NULL) = (tax_rate IS NULL)),
    CONSTRAINT sales_order_line_cost_whole CHECK ((cost IS NULL) = (cost_currency IS NULL))
);
COMMENT ON TABLE sales_order_line IS 'A product of an order: its price as agreed, and how far it has come';
COMMENT ON COLUMN sales_order_line.price_rule IS 'Where the price comes from: given, or list and break or rule';
COMMENT ON COLUMN sales_order_line.list_price IS 'Our price by list in the order''s currency, if there was one';
COMMENT ON COLUMN sales_order_line.cost IS 'The cost seen when it was priced';
COMMENT ON COLUMN sales_order_line.allocated IS 'Kept by the trigger of stock_allocation';
COMMENT ON COLUMN sales_order_line.shipped IS 'Kept by the trigger of shipment_line';
COMMENT ON COLUMN sales_order_line.invoiced IS 'Kept by the trigger of invoice_line';
CREATE INDEX sales_order_line_product_index ON sales_order_line (product_id);
GRANT INSERT, UPDATE (cancelled, net, tax_category, tax_rate) ON sales_order_line TO nephrite_app;

CREATE TABLE order_hold (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_hold_pk PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT order_hold_order REFERENCES sales_order,
    kind text NOT NULL
        CONSTRAINT order_hold_kind_known CHECK (kind IN ('credit', 'price', 'stock', 'compliance', 'manual')),
    reason text NOT NULL CONSTRAINT order_hold_reason_not_blank CHECK (reason ~ '\S'),
    placed_by text NOT NULL DEFAULT session_user,
    placed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    released_by text,
    released_at timestamptz,
    CONSTRAINT order_hold_release_whole CHECK ((released_by IS NULL) = (released_at IS NULL))
);
COMMENT ON TABLE order_hold IS 'What keeps an order from being allocated and shipped, until it is released';
CREATE UNIQUE INDEX order_hold_open_unique ON order_hold (order_id, kind) WHERE released_at IS NULL;
GRANT INSERT, UPDATE (released_by, released_at) ON order_hold TO nephrite_app;

CREATE TABLE order_transition (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_transition_pk PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT order_transition_order REFERENCES sales_order,
    action text NOT NULL,
    from_state text,
    to_state text NOT NULL,
    reason text,
    request_key text,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE order_transition IS 'What was done to an order: who, when, from and to which state, and the caller''s key';
CREATE INDEX order_transition_order_index ON order_transition (order_id, id);
GRANT INSERT ON order_transition TO nephrite_app;
CREATE TRIGGER order_transition_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_transition
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- Shipments.

CREATE TABLE shipment (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shipment_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT shipment_number_unique UNIQUE,
    order_id bigint NOT NULL CONSTRAINT shipment_order REFERENCES sales_order,
    shipped_on date NOT NULL,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE shipment IS 'Goods that left us for an order, at once';
CREATE INDEX shipment_order_index ON shipment (order_id);
GRANT INSERT ON shipment TO nephrite_app;

CREATE TABLE shipment_line (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shipment_line_pk PRIMARY KEY,
    shipment_id bigint NOT NULL CONSTRAINT shipment_line_shipment REFERENCES shipment,
    line_id bigint NOT NULL CONSTRAINT shipment_line_line REFERENCES sales_order_line,
    location_id bigint NOT NULL CONSTRAINT shipment_line_location REFERENCES location,
    quantity integer NOT NULL CONSTRAINT shipment_line_quantity_positive CHECK (quantity > 0),
    CONSTRAINT shipment_line_unique UNIQUE (shipment_id, line_id, location_id)
);
COMMENT ON TABLE shipment_line IS 'How much of an order line left from which location';
CREATE INDEX shipment_line_line_index ON shipment_line (line_id);
GRANT INSERT ON shipment_line TO nephrite_app;
CREATE TRIGGER shipment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shipment
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER shipment_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON shipment_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- Stock: movements only; balances and promises have one writer.

CREATE TABLE stock_movement (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT stock_movement_pk PRIMARY KEY,
    product_id bigint NOT NULL CONSTRAINT stock_movement_product REFERENCES product,
    kind text NOT NULL CONSTRAINT stock_movement_kind_known
        CHECK (kind IN ('received', 'shipped', 'returned', 'transferred', 'adjusted', 'counted', 'scrapped')),
    from_location bigint CONSTRAINT stock_movement_from REFERENCES location,
    to_location bigint CONSTRAINT stock_movement_to REFERENCES location,
    quantity integer NOT NULL CONSTRAINT stock_movement_quantity_positive CHECK (quantity > 0),
    unit_cost numeric(18, 6) CONSTRAINT stock_movement_cost_not_negative CHECK (unit_cost >= 0),
    reason text,
    shipment_line bigint CONSTRAINT stock_movement_shipment_line REFERENCES shipment_line
        CONSTRAINT stock_movement_shipment_line_unique UNIQUE,
    actor text NOT NULL DEFAULT session_user,
    entered_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    effective_on date NOT NULL,
    CONSTRAINT stock_movement_ends CHECK (
        CASE
            WHEN kind IN ('received', 'returned') THEN from_location IS NULL AND to_location IS NOT NULL
            WHEN kind IN ('shipped', 'scrapped') THEN from_location IS NOT NULL AND to_location IS NULL
            WHEN kind = 'transferred' THEN
                from_location IS NOT NULL AND to_location IS NOT NULL AND from_location <> to_location
            ELSE (from_location IS NULL) <> (to_location IS NULL)
        END),
    CONSTRAINT stock_movement_received_has_cost CHECK (kind <> 'received' OR unit_cost IS NOT NULL),
    CONSTRAINT stock_movement_adjusted_has_reason CHECK (kind <> 'adjusted' OR (reason IS NOT NULL AND reason ~ '\S')),
    CONSTRAINT stock_movement_shipped_has_cause CHECK ((kind = 'shipped') = (shipment_line IS NOT NULL))
);
COMMENT ON TABLE stock_movement IS 'Every change of stock, in units of the product; a correction is another movement';
COMMENT ON COLUMN stock_movement.unit_cost IS 'In the base currency, of what comes in; null takes the average';
COMMENT ON COLUMN stock_movement.effective_on IS 'The day it counts for, which may be before it was entered';
CREATE INDEX stock_movement_product_order ON stock_movement (product_id, id);
GRANT INSERT ON stock_movement TO nephrite_app;
CREATE TRIGGER stock_movement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movement
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

CREATE TABLE stock_balance (
    product_id bigint NOT NULL CONSTRAINT stock_balance_product REFERENCES product,
    location_id bigint NOT NULL CONSTRAINT stock_balance_location REFERENCES location,
    on_hand integer NOT NULL DEFAULT 0 CONSTRAINT stock_balance_on_hand_not_negative CHECK (on_hand >= 0),
    allocated integer NOT NULL DEFAULT 0 CONSTRAINT stock_balance_allocated_not_negative CHECK (allocated >= 0),
    CONSTRAINT stock_balance_pk PRIMARY KEY (product_id, location_id),
    CONSTRAINT stock_balance_allocated_on_hand CHECK (allocated <= on_hand)
);
COMMENT ON TABLE stock_balance IS 'Sums of movements and of allocations, written by stock_keep_balance alone';

CREATE TABLE stock_allocation (
    line_id bigint NOT NULL CONSTRAINT stock_allocation_line REFERENCES sales_order_line,
    location_id bigint NOT NULL CONSTRAINT stock_allocation_location REFERENCES location,
    product_id bigint NOT NULL CONSTRAINT stock_allocation_product REFERENCES product,
    quantity integer NOT NULL CONSTRAINT stock_allocation_quantity_not_negative CHECK (quantity >= 0),
    since timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT stock_allocation_pk PRIMARY KEY (line_id, location_id)
);
COMMENT ON TABLE stock_allocation IS 'What is promised to an order line at a location and has not left yet';
CREATE INDEX stock_allocation_product_index ON stock_allocation (product_id, location_id);
GRANT INSERT, UPDATE (quantity, since) ON stock_allocation TO nephrite_app;

CREATE FUNCTION stock_keep_balance() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
DECLARE
    change integer;
BEGIN
    IF TG_TABLE_NAME = 'stock_movement' THEN
        IF NEW.from_location IS NOT NULL THEN
            UPDATE stock_balance SET on_hand = on_hand - NEW.quantity
            WHERE product_id = NEW.product_id AND location_id = NEW.from_location;
            IF NOT FOUND THEN
                RAISE EXCEPTION 'nothing of the product lies at the location'
                    USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_balance_on_hand_not_negative';
            END IF;
        END IF;
        IF NEW.to_location IS NOT NULL THEN
            INSERT INTO stock_balance (product_id, location_id, on_hand)
            VALUES (NEW.product_id, NEW.to_location, NEW.quantity)
            ON CONFLICT ON CONSTRAINT stock_balance_pk
            DO UPDATE SET on_hand = stock_balance.on_hand + EXCLUDED.on_hand;
        END IF;
        RETURN NULL;
    END IF;
    change := NEW.quantity;
    IF TG_OP = 'UPDATE' THEN
        change := change - OLD.quantity;
    END IF;
    IF change <> 0 THEN
        UPDATE stock_balance SET allocated = allocated + change
        WHERE product_id = NEW.product_id AND location_id = NEW.location_id;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'nothing of the product lies at the location'
                USING ERRCODE = 'check_violation', CONSTRAINT = 'stock_balance_allocated_on_hand';
        END IF;
        UPDATE sales_order_line SET allocated = allocated + change WHERE id = NEW.line_id;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION stock_keep_balance IS 'The one writer of stock_balance, and of what is allocated to a line';
CREATE TRIGGER stock_movement_balance AFTER INSERT ON stock_movement
    FOR EACH ROW EXECUTE FUNCTION stock_keep_balance();
CREATE TRIGGER stock_allocation_balance AFTER INSERT OR UPDATE ON stock_allocation
    FOR EACH ROW EXECUTE FUNCTION stock_keep_balance();

CREATE FUNCTION stock_lock(products bigint[]) RETURNS void LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    PERFORM FROM stock_balance WHERE product_id = ANY (products) ORDER BY product_id, location_id FOR UPDATE;
END
$$;
COMMENT ON FUNCTION stock_lock IS 'Locks the balances of products in the one order that everybody keeps to';
REVOKE EXECUTE ON FUNCTION stock_lock(bigint[]) FROM nephrite_report;

-- Invoices: numbered without gaps, never changed.

CREATE TABLE document_counter (
    series text CONSTRAINT document_counter_pk PRIMARY KEY,
    last integer NOT NULL CONSTRAINT document_counter_positive CHECK (last > 0)
);
COMMENT ON TABLE document_counter IS 'The last number of each series; its row is locked by who takes the next';
GRANT INSERT, UPDATE ON document_counter TO nephrite_app;

CREATE TABLE invoice (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT invoice_pk PRIMARY KEY,
    number text NOT NULL CONSTRAINT invoice_number_unique UNIQUE,
    series text NOT NULL CONSTRAINT invoice_series_form CHECK (series ~ '^INV-[0-9]{4}$'),
    ordinal integer NOT NULL,
    order_id bigint NOT NULL CONSTRAINT invoice_order REFERENCES sales_order,
    customer_id bigint NOT NULL CONSTRAINT invoice_customer REFERENCES customer,
    issued_on date NOT NULL,
    due_on date NOT NULL,
    terms text NOT NULL,
    currency text NOT NULL,
    minor_digits integer NOT NULL,
    net numeric(18, 6) NOT NULL,
    tax numeric(18, 6) NOT NULL,
    gross numeric(18, 6) NOT NULL,
    actor text NOT NULL DEFAULT session_user,
    posted_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT invoice_ordinal_unique UNIQUE (series, ordinal),
    CONSTRAINT invoice_number_of_series CHECK (
        number = series || '-' || lpad(ordinal::text, greatest(6, length(ordinal::text)), '0')),
    CONSTRAINT invoice_gross_is_sum CHECK (gross = net + tax),
    CONSTRAINT invoice_due_after_issue CHECK (due_on >= issued_on)
);
COMMENT ON TABLE invoice IS 'Posted invoices; nothing of them ever changes';
CREATE INDEX invoice_order_index ON invoice (order_id);
CREATE INDEX invoice_customer_index ON invoice (customer_id);
GRANT INSERT ON invoice TO nephrite_app;

CREATE TABLE invoice_line (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT invoice_line_pk PRIMARY KEY,
    invoice_id bigint NOT NULL CONSTRAINT invoice_line_invoice REFERENCES invoice,
    line_id bigint NOT NULL CONSTRAINT invoice_line_line REFERENCES sales_order_line,
    quantity integer NOT NULL CONSTRAINT invoice_line_quantity_positive CHECK (quantity > 0),
    net numeric(18, 6) NOT NULL CONSTRAINT invoice_line_net_not_negative CHECK (net >= 0),
    CONSTRAINT invoice_line_unique UNIQUE (invoice_id, line_id)
);
COMMENT ON TABLE invoice_line IS 'What is invoiced of an order line, at the price agreed there';
CREATE INDEX invoice_line_line_index ON invoice_line (line_id);
GRANT INSERT ON invoice_line TO nephrite_app;

CREATE TABLE invoice_tax (
    invoice_id bigint NOT NULL CONSTRAINT invoice_tax_invoice REFERENCES invoice,
    category text NOT NULL,
    rate numeric(6, 3) NOT NULL,
    net numeric(18, 6) NOT NULL,
    tax numeric(18, 6) NOT NULL,
    CONSTRAINT invoice_tax_pk PRIMARY KEY (invoice_id, category, rate)
);
COMMENT ON TABLE invoice_tax IS 'Tax of an invoice by category and rate, rounded once for each';
GRANT INSERT ON invoice_tax TO nephrite_app;

CREATE TABLE payment (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT payment_pk PRIMARY KEY,
    customer_id bigint NOT NULL CONSTRAINT payment_customer REFERENCES customer,
    currency text NOT NULL,
    amount numeric(18, 6) NOT NULL CONSTRAINT payment_amount_positive CHECK (amount > 0),
    paid_on date NOT NULL,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp()
);
COMMENT ON TABLE payment IS 'Money that came in';
GRANT INSERT ON payment TO nephrite_app;

CREATE TABLE payment_match (
    payment_id bigint NOT NULL CONSTRAINT payment_match_payment REFERENCES payment,
    invoice_id bigint NOT NULL CONSTRAINT payment_match_invoice REFERENCES invoice,
    amount numeric(18, 6) NOT NULL CONSTRAINT payment_match_amount_positive CHECK (amount > 0),
    CONSTRAINT payment_match_pk PRIMARY KEY (payment_id, invoice_id)
);
COMMENT ON TABLE payment_match IS 'Which invoice a payment is for';
CREATE INDEX payment_match_invoice_index ON payment_match (invoice_id);
GRANT INSERT ON payment_match TO nephrite_app;

CREATE FUNCTION order_line_keep_sum() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF TG_TABLE_NAME = 'shipment_line' THEN
        UPDATE sales_order_line SET shipped = shipped + NEW.quantity WHERE id = NEW.line_id;
    ELSE
        UPDATE sales_order_line SET invoiced = invoiced + NEW.quantity WHERE id = NEW.line_id;
    END IF;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION order_line_keep_sum IS 'The one writer of what is shipped and invoiced of a line';
CREATE TRIGGER shipment_line_sum AFTER INSERT ON shipment_line
    FOR EACH ROW EXECUTE FUNCTION order_line_keep_sum();
CREATE TRIGGER invoice_line_sum AFTER INSERT ON invoice_line
    FOR EACH ROW EXECUTE FUNCTION order_line_keep_sum();

CREATE TRIGGER invoice_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER invoice_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER invoice_tax_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_tax
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER payment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER payment_match_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment_match
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
