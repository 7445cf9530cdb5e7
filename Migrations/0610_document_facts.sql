-- What an invoice, a credit note and a packing slip say of parties and goods, as it was when they were posted: every form
-- that is made of them later says the same.

CREATE TABLE document_facts (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT document_facts_pk PRIMARY KEY,
    invoice_id bigint CONSTRAINT document_facts_invoice REFERENCES invoice
        CONSTRAINT document_facts_invoice_unique UNIQUE,
    credit_note_id bigint CONSTRAINT document_facts_credit_note REFERENCES credit_note
        CONSTRAINT document_facts_credit_note_unique UNIQUE,
    shipment_id bigint CONSTRAINT document_facts_shipment REFERENCES shipment
        CONSTRAINT document_facts_shipment_unique UNIQUE,
    po_number text,
    shipped_on date,
    prepaid numeric(18, 6) NOT NULL CONSTRAINT document_facts_prepaid_not_negative CHECK (prepaid >= 0),
    exemption text,
    iban text,
    bic text,
    CONSTRAINT document_facts_of_one CHECK (num_nonnulls(invoice_id, credit_note_id, shipment_id) = 1)
);
COMMENT ON TABLE document_facts IS 'What a posted document says besides its lines and amounts, as it was at posting';
COMMENT ON COLUMN document_facts.shipped_on IS 'The day on which the goods of an invoice, or of the one that is credited, left last';
COMMENT ON COLUMN document_facts.prepaid IS 'What deposits had paid of an invoice';
COMMENT ON COLUMN document_facts.exemption IS 'The buyer''s certificate of exemption';

CREATE TABLE document_party (
    facts_id bigint NOT NULL CONSTRAINT document_party_facts REFERENCES document_facts,
    role text NOT NULL CONSTRAINT document_party_role_known CHECK (role IN ('seller', 'buyer', 'ship_to')),
    name text,
    code text,
    street text,
    additional text,
    postal_code text,
    city text,
    region text,
    country text NOT NULL,
    gln text,
    vat_id text,
    registration text,
    endpoint_scheme text,
    endpoint text,
    contact text,
    email text,
    phone text,
    CONSTRAINT document_party_pk PRIMARY KEY (facts_id, role),
    CONSTRAINT document_party_named CHECK (role = 'ship_to' OR name IS NOT NULL),
    CONSTRAINT document_party_endpoint_whole CHECK ((endpoint IS NULL) = (endpoint_scheme IS NULL))
);
COMMENT ON TABLE document_party IS 'Who sold, who bought and where the goods went, as the document names them';
COMMENT ON COLUMN document_party.name IS 'Of a place: who takes the goods in, if that is not the buyer';

CREATE TABLE document_line (
    facts_id bigint NOT NULL CONSTRAINT document_line_facts REFERENCES document_facts,
    line integer NOT NULL CONSTRAINT document_line_positive CHECK (line > 0),
    name text NOT NULL CONSTRAINT document_line_name_not_blank CHECK (name ~ '\S'),
    unit text NOT NULL,
    unit_price numeric(18, 6) NOT NULL,
    discount_percent numeric(6, 3) NOT NULL,
    buyer_item text,
    gtin text,
    hs_code text,
    origin text,
    mass_g numeric,
    disclosures text[] NOT NULL,
    CONSTRAINT document_line_pk PRIMARY KEY (facts_id, line)
);
COMMENT ON TABLE document_line IS 'The goods of a line as the document names them: the name that may be printed, and what has to be said with it';

GRANT INSERT ON document_facts, document_party, document_line TO nephrite_app;
CREATE TRIGGER document_facts_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_facts
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER document_party_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_party
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER document_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON document_line
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
