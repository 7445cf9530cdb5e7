-- Terms as schedules: deposits before the goods, instalments of an invoice, a discount for paying early.

ALTER TABLE customer DROP CONSTRAINT customer_terms_form, ADD CONSTRAINT customer_terms_form CHECK (
    terms ~ '^(prepaid|([0-9]{1,2}(\.[0-9]{1,3})?/[0-9]{1,3})?net[0-9]{1,3})$'
    OR terms ~ '^[0-9]{1,3}(\.[0-9]{1,3})?%(deposit|beforeshipping|net[0-9]{1,3})(,[0-9]{1,3}(\.[0-9]{1,3})?%(beforeshipping|net[0-9]{1,3}))*$');

ALTER TABLE order_hold DROP CONSTRAINT order_hold_kind_known, ADD CONSTRAINT order_hold_kind_known
    CHECK (kind IN ('credit', 'deposit', 'price', 'stock', 'compliance', 'manual'));

-- Money that goes back or was none has the opposite sign, so that sums need not ask for the kind.
ALTER TABLE payment
    ADD COLUMN kind text NOT NULL DEFAULT 'received'
        CONSTRAINT payment_kind_known CHECK (kind IN ('received', 'discount', 'refund', 'reversal')),
    ADD COLUMN cause_id bigint CONSTRAINT payment_cause REFERENCES payment,
    ADD COLUMN reason text CONSTRAINT payment_reason_not_blank CHECK (reason ~ '\S'),
    DROP CONSTRAINT payment_amount_positive,
    ADD CONSTRAINT payment_amount_sign CHECK (CASE WHEN kind IN ('refund', 'reversal') THEN amount < 0 ELSE amount > 0 END),
    ADD CONSTRAINT payment_cause_of_kind CHECK ((kind IN ('discount', 'reversal')) = (cause_id IS NOT NULL)),
    ADD CONSTRAINT payment_reason_of_kind CHECK (kind NOT IN ('refund', 'reversal') OR reason IS NOT NULL);
COMMENT ON TABLE payment IS 'Money that came in or went back, and what was let off for paying early';
COMMENT ON COLUMN payment.kind IS
    'received; discount: let off for paying early; refund: paid back; reversal: of one that was entered by mistake';
COMMENT ON COLUMN payment.cause_id IS 'The payment that earned the discount, or that is reversed';
CREATE UNIQUE INDEX payment_cause_once ON payment (cause_id, kind);
ALTER TABLE payment_match DROP CONSTRAINT payment_match_amount_positive,
    ADD CONSTRAINT payment_match_amount_not_zero CHECK (amount <> 0);

CREATE TABLE order_deposit (
    payment_id bigint CONSTRAINT order_deposit_pk PRIMARY KEY
        CONSTRAINT order_deposit_payment REFERENCES payment,
    order_id bigint NOT NULL CONSTRAINT order_deposit_order REFERENCES sales_order
);
COMMENT ON TABLE order_deposit IS 'Payments for an order instead of an invoice; its invoices use them up, the oldest first';
CREATE INDEX order_deposit_order_index ON order_deposit (order_id, payment_id);
GRANT INSERT ON order_deposit TO nephrite_app;
CREATE TRIGGER order_deposit_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_deposit
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

ALTER TABLE invoice
    ADD COLUMN discount_percent numeric(6, 3)
        CONSTRAINT invoice_discount_range CHECK (discount_percent > 0 AND discount_percent < 100),
    ADD COLUMN discount_until date,
    ADD CONSTRAINT invoice_discount_whole CHECK ((discount_percent IS NULL) = (discount_until IS NULL)),
    ADD CONSTRAINT invoice_discount_before_due CHECK (discount_until BETWEEN issued_on AND due_on);
COMMENT ON COLUMN invoice.discount_percent IS 'Let off of gross less credited, if it is paid by discount_until';

CREATE TABLE invoice_instalment (
    invoice_id bigint NOT NULL CONSTRAINT invoice_instalment_invoice REFERENCES invoice,
    position integer NOT NULL CONSTRAINT invoice_instalment_position_positive CHECK (position > 0),
    kind text NOT NULL CONSTRAINT invoice_instalment_kind_known CHECK (kind IN ('deposit', 'before_shipping', 'net')),
    percent numeric(6, 3) NOT NULL
        CONSTRAINT invoice_instalment_percent_range CHECK (percent > 0 AND percent <= 100),
    amount numeric(18, 6) NOT NULL CONSTRAINT invoice_instalment_amount_not_negative CHECK (amount >= 0),
    due_on date NOT NULL,
    CONSTRAINT invoice_instalment_pk PRIMARY KEY (invoice_id, position)
);
COMMENT ON TABLE invoice_instalment IS 'Which part of an invoice is due when; the parts add up to its gross amount';
GRANT INSERT ON invoice_instalment TO nephrite_app;
CREATE TRIGGER invoice_instalment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_instalment
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
