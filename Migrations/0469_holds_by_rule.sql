-- What a rule put on hold goes when its cause is gone; what a person put on hold waits for a person.

ALTER TABLE order_hold ADD COLUMN by_rule boolean NOT NULL DEFAULT false;
COMMENT ON COLUMN order_hold.by_rule IS 'Whether a rule placed it, which says its reason anew and ends it when its cause is gone; else a person did';

-- Those of before are known by the words of the rules.
UPDATE order_hold SET by_rule = true WHERE CASE kind
    WHEN 'credit' THEN reason ~ '^exposure -?[0-9.]+ [A-Z]{3} is above the credit limit [0-9.]+$'
    WHEN 'deposit' THEN reason ~ '^of the deposit of [0-9.]+ [A-Z]{3} -?[0-9.]+ is paid, [0-9.]+ is due$'
    WHEN 'price' THEN reason ~ '^.+ at [0-9.]+, by list [0-9.]+$'
    ELSE false
END;
