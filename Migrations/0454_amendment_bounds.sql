-- What is kept of a change is of a line that there is, and says something.

ALTER TABLE purchase_amendment
    ADD CONSTRAINT purchase_amendment_line FOREIGN KEY (purchase_id, line)
        REFERENCES purchase_order_line (purchase_id, line),
    ADD CONSTRAINT purchase_amendment_sku_not_blank CHECK (sku ~ '\S'),
    ADD CONSTRAINT purchase_amendment_old_form CHECK (old ~ '^[0-9]{1,12}(\.[0-9]{1,6})?$'),
    ADD CONSTRAINT purchase_amendment_new_form CHECK (new ~ '^[0-9]{1,12}(\.[0-9]{1,6})?$'),
    ADD CONSTRAINT purchase_amendment_old_of_cost CHECK (old IS NOT NULL OR field = 'ordered');
COMMENT ON COLUMN purchase_amendment.old IS 'Null where the line is new';

ALTER TABLE order_change_document
    ADD CONSTRAINT order_change_document_file_not_blank CHECK (file_name ~ '\S'),
    ADD CONSTRAINT order_change_document_format_not_blank CHECK (format ~ '\S');
