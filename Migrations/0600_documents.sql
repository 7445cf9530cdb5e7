-- What is written on documents besides the trade itself, and the documents that were issued, byte for byte.

INSERT INTO setting (key, value, note) VALUES
    ('company_street', '', 'Street and number of the company'),
    ('company_postal_code', '', 'Postal code of the company'),
    ('company_city', '', 'City of the company'),
    ('company_registration', '', 'Number in the register of companies'),
    ('company_endpoint', '', 'Electronic address for documents as SCHEME:VALUE, as 0088:GLN; without one the VAT number'),
    ('company_contact', '', 'Name or department to ask about documents'),
    ('company_email', '', 'Address for mail on documents'),
    ('company_phone', '', 'Telephone on documents'),
    ('company_logo', '', 'File with the picture of the letterhead: PNG, JPEG or SVG, at most 512 KiB'),
    ('document_command', '', 'Program that document send runs, by its absolute path; {file}, {kind}, {number}, {language}, {to} are filled in'),
    ('bank_bic', '', 'BIC of the bank of the account');

CREATE TABLE issued_document (
    kind text NOT NULL CONSTRAINT issued_document_kind_known CHECK (kind IN ('quotation', 'confirmation', 'proforma',
        'pick-list', 'packing-slip', 'invoice', 'credit-note', 'purchase-order', 'statement')),
    number text NOT NULL CONSTRAINT issued_document_number_not_blank CHECK (number ~ '\S'),
    format text NOT NULL CONSTRAINT issued_document_format_known CHECK (format IN ('html', 'pdf', 'ubl')),
    language text NOT NULL CONSTRAINT issued_document_language_known CHECK (language IN ('en', 'de', 'fr', 'es', 'zh')),
    paper text NOT NULL CONSTRAINT issued_document_paper_known CHECK (paper IN ('A4', 'Letter', '')),
    edition integer NOT NULL CONSTRAINT issued_document_edition_positive CHECK (edition > 0),
    source_sha256 text NOT NULL CONSTRAINT issued_document_source_form CHECK (source_sha256 ~ '^[0-9a-f]{64}$'),
    sha256 text NOT NULL,
    content bytea NOT NULL,
    actor text NOT NULL DEFAULT session_user,
    issued_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT issued_document_pk PRIMARY KEY (kind, number, format, language, paper, edition),
    CONSTRAINT issued_document_is_its_digest CHECK (sha256 = encode(sha256(content), 'hex')),
    CONSTRAINT issued_document_final_once CHECK (edition = 1 OR kind NOT IN ('invoice', 'credit-note')),
    CONSTRAINT issued_document_paper_of_pages CHECK ((paper = '') = (format = 'ubl'))
);
COMMENT ON TABLE issued_document IS 'Documents as they went out; a reprint gives these bytes';
COMMENT ON COLUMN issued_document.edition IS
    'Counts what was issued of one document from 1; another edition only when what it says has changed';
COMMENT ON COLUMN issued_document.source_sha256 IS 'Of the page or message it was made from, to tell whether anything changed';
CREATE INDEX issued_document_number_index ON issued_document (number);
GRANT INSERT ON issued_document TO nephrite_app;
CREATE TRIGGER issued_document_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON issued_document
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
