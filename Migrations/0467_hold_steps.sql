-- An order may have several holds, and its log has to say which of them a step placed or released.

ALTER TABLE order_transition
    ADD COLUMN hold text,
    ADD CONSTRAINT order_transition_hold_known
        CHECK (hold IN ('credit', 'deposit', 'price', 'stock', 'compliance', 'manual')),
    ADD CONSTRAINT order_transition_hold_of_step CHECK (hold IS NULL OR action IN ('hold', 'unhold'));
COMMENT ON COLUMN order_transition.hold IS 'The kind of hold that was placed or released; null of other steps, and of those before it was kept';
