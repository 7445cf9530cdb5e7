-- Price catalogues are written as a stream and not kept.

ALTER TABLE issued_document
    DROP CONSTRAINT issued_document_kind_known,
    ADD CONSTRAINT issued_document_kind_known CHECK (kind IN ('quotation', 'confirmation', 'proforma', 'pick-list',
        'packing-slip', 'invoice', 'credit-note', 'commercial-invoice', 'purchase-order', 'statement', 'line-sheet'));
