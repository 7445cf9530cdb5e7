-- Pictures of products for printed catalogs, and the further kinds and forms of documents: line sheets, price catalogues and
-- commercial invoices; openTRANS, CII and PDF that carries CII.

CREATE TABLE product_picture (
    product_id bigint CONSTRAINT product_picture_pk PRIMARY KEY CONSTRAINT product_picture_product REFERENCES product,
    media_type text NOT NULL CONSTRAINT product_picture_media_type_known CHECK (media_type IN ('image/png', 'image/jpeg')),
    sha256 text NOT NULL,
    content bytea NOT NULL CONSTRAINT product_picture_size CHECK (octet_length(content) BETWEEN 1 AND 1048576),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT product_picture_is_its_digest CHECK (sha256 = encode(sha256(content), 'hex'))
);
COMMENT ON TABLE product_picture IS 'The picture of a product, as somebody gave it from a file; nothing is fetched';
GRANT INSERT, UPDATE, DELETE ON product_picture TO nephrite_app;

ALTER TABLE issued_document
    DROP CONSTRAINT issued_document_kind_known,
    DROP CONSTRAINT issued_document_format_known,
    DROP CONSTRAINT issued_document_final_once,
    DROP CONSTRAINT issued_document_paper_of_pages,
    ADD CONSTRAINT issued_document_kind_known CHECK (kind IN ('quotation', 'confirmation', 'proforma', 'pick-list',
        'packing-slip', 'invoice', 'credit-note', 'commercial-invoice', 'purchase-order', 'statement', 'line-sheet',
        'catalogue')),
    ADD CONSTRAINT issued_document_format_known CHECK (format IN ('html', 'pdf', 'ubl', 'opentrans', 'cii', 'facturx')),
    ADD CONSTRAINT issued_document_final_once CHECK (edition = 1 OR kind NOT IN ('invoice', 'credit-note')),
    ADD CONSTRAINT issued_document_paper_of_pages CHECK ((paper = '') = (format IN ('ubl', 'opentrans', 'cii')));
