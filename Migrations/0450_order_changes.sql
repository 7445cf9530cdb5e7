-- Changes and cancellations that customers send as documents: which were carried out, so that none is twice.

CREATE TABLE order_change_document (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT order_change_document_pk PRIMARY KEY,
    order_id bigint NOT NULL CONSTRAINT order_change_document_order REFERENCES sales_order,
    kind text NOT NULL CONSTRAINT order_change_document_kind_known CHECK (kind IN ('change', 'cancellation')),
    number text CONSTRAINT order_change_document_number_not_blank CHECK (number ~ '\S'),
    sequence text CONSTRAINT order_change_document_sequence_not_blank CHECK (sequence ~ '\S'),
    version integer CONSTRAINT order_change_document_version_of_change CHECK (version IS NULL OR (version > 1 AND kind = 'change')),
    file_name text NOT NULL,
    position integer NOT NULL CONSTRAINT order_change_document_position_positive CHECK (position > 0),
    file_sha256 text NOT NULL CONSTRAINT order_change_document_file_hex CHECK (file_sha256 ~ '^[0-9a-f]{64}$'),
    format text NOT NULL,
    message_id text,
    content_sha256 text NOT NULL
        CONSTRAINT order_change_document_content_hex CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
    issued_on date,
    note text,
    findings text[] NOT NULL DEFAULT '{}',
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT order_change_document_once UNIQUE (order_id, content_sha256),
    CONSTRAINT order_change_document_sequence_once UNIQUE (order_id, kind, sequence)
);
COMMENT ON TABLE order_change_document IS
    'A change or a cancellation by document that was carried out; the document itself is not kept';
COMMENT ON COLUMN order_change_document.number IS 'The buyer''s number of the change, where it has one of its own';
COMMENT ON COLUMN order_change_document.sequence IS 'Which change of the order it is by the buyer''s count';
COMMENT ON COLUMN order_change_document.version IS 'The version of the order that it made; null where nothing was to be otherwise';
GRANT INSERT ON order_change_document TO nephrite_app;
CREATE TRIGGER order_change_document_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_change_document
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
