-- What customs ask of a shipment besides its goods.

CREATE TABLE shipment_customs (
    shipment_id bigint CONSTRAINT shipment_customs_pk PRIMARY KEY
        CONSTRAINT shipment_customs_shipment REFERENCES shipment,
    incoterm text CONSTRAINT shipment_customs_incoterm_known CHECK (incoterm IN ('EXW', 'FCA', 'CPT', 'CIP', 'DAP', 'DPU',
        'DDP', 'FAS', 'FOB', 'CFR', 'CIF')),
    place text CONSTRAINT shipment_customs_place_not_blank CHECK (place ~ '\S'),
    packages integer CONSTRAINT shipment_customs_packages_positive CHECK (packages > 0),
    gross_kg numeric(12, 3) CONSTRAINT shipment_customs_gross_positive CHECK (gross_kg > 0),
    reason text CONSTRAINT shipment_customs_reason_known CHECK (reason IN ('sale', 'sample', 'return', 'repair', 'gift')),
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT shipment_customs_term_has_place CHECK ((incoterm IS NULL) = (place IS NULL))
);
COMMENT ON TABLE shipment_customs IS 'What a commercial invoice says of a shipment besides its goods; the audit trail has what it was before';
COMMENT ON COLUMN shipment_customs.incoterm IS 'Of Incoterms 2020, always with its place';
COMMENT ON COLUMN shipment_customs.gross_kg IS 'Of all packages with what is in them';
GRANT INSERT, UPDATE ON shipment_customs TO nephrite_app;
