-- More that makes a change wait for a person, and each person's decision on what waited.

ALTER TABLE supplier
    ADD COLUMN hold_rules text[] NOT NULL
        DEFAULT '{price_slip,unit_change,currency_change,gtin_moved,material_change,material_contradiction}'
        CONSTRAINT supplier_hold_rules_known CHECK (
            hold_rules <@ '{price_slip,unit_change,currency_change,gtin_moved,material_change,material_contradiction}');
COMMENT ON COLUMN supplier.hold_rules IS 'What else lets a change wait, besides the two limits';

CREATE TABLE import_review (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT import_review_pk PRIMARY KEY,
    run_id bigint NOT NULL,
    record integer NOT NULL,
    part_number text NOT NULL,
    decision text NOT NULL CONSTRAINT import_review_decision_known CHECK (decision IN ('accepted', 'rejected')),
    held_because text[] NOT NULL,
    note text CONSTRAINT import_review_note_not_blank CHECK (note ~ '\S' AND length(note) <= 1000),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT import_review_version FOREIGN KEY (run_id, record) REFERENCES supplier_item_version (run_id, record),
    CONSTRAINT import_review_once UNIQUE (run_id, record)
);
COMMENT ON TABLE import_review IS 'Who decided what on a change that waited; never altered';
GRANT INSERT ON import_review TO nephrite_app;
CREATE TRIGGER import_review_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON import_review
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- What stands around the records of a file, so that quarantined ones can be read again by themselves.

CREATE TABLE import_envelope (
    run_id bigint CONSTRAINT import_envelope_pk PRIMARY KEY
        CONSTRAINT import_envelope_run REFERENCES import_run,
    opening text NOT NULL,
    closing text NOT NULL
);
COMMENT ON TABLE import_envelope IS 'Of a file with quarantined records: all before its first record, and the end tags of what is open there';
GRANT INSERT ON import_envelope TO nephrite_app;

ALTER TABLE import_quarantine ADD COLUMN requeued_run bigint CONSTRAINT import_quarantine_requeued_run REFERENCES import_run;
COMMENT ON COLUMN import_quarantine.requeued_run IS 'The run that took the record after all';
