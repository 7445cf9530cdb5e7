-- Where a customer's goods go and whom we speak to there; the address an order was made for; why no tax is charged.

CREATE TABLE customer_address (
    customer_id bigint NOT NULL CONSTRAINT customer_address_customer REFERENCES customer,
    code text NOT NULL
        CONSTRAINT customer_address_code_form CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    name text CONSTRAINT customer_address_name_not_blank CHECK (name ~ '\S'),
    street text CONSTRAINT customer_address_street_not_blank CHECK (street ~ '\S'),
    additional text CONSTRAINT customer_address_additional_not_blank CHECK (additional ~ '\S'),
    postal_code text CONSTRAINT customer_address_postal_code_not_blank CHECK (postal_code ~ '\S'),
    city text NOT NULL CONSTRAINT customer_address_city_not_blank CHECK (city ~ '\S'),
    region text CONSTRAINT customer_address_region_not_blank CHECK (region ~ '\S'),
    country text NOT NULL CONSTRAINT customer_address_country_form CHECK (country ~ '^[A-Z]{2}$'),
    gln text CONSTRAINT customer_address_gln_form CHECK (gln ~ '^[0-9]{13}$'),
    is_default boolean NOT NULL DEFAULT false,
    CONSTRAINT customer_address_pk PRIMARY KEY (customer_id, code),
    CONSTRAINT customer_address_length CHECK (
        length(name) <= 255 AND length(street) <= 255 AND length(additional) <= 255 AND length(postal_code) <= 32
        AND length(city) <= 255 AND length(region) <= 255)
);
COMMENT ON TABLE customer_address IS 'Where a customer''s goods go; an order freezes the one it was made for';
COMMENT ON COLUMN customer_address.gln IS 'GS1''s number of the place, its check digit verified';
CREATE UNIQUE INDEX customer_address_default_unique ON customer_address (customer_id) WHERE is_default;
GRANT INSERT, UPDATE, DELETE ON customer_address TO nephrite_app;

CREATE TABLE customer_contact (
    customer_id bigint NOT NULL CONSTRAINT customer_contact_customer REFERENCES customer,
    code text NOT NULL
        CONSTRAINT customer_contact_code_form CHECK (code ~ '^[A-Za-z0-9][A-Za-z0-9._-]{0,31}$'),
    name text NOT NULL CONSTRAINT customer_contact_name_not_blank CHECK (name ~ '\S'),
    role text CONSTRAINT customer_contact_role_not_blank CHECK (role ~ '\S'),
    email text CONSTRAINT customer_contact_email_form CHECK (email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
    phone text CONSTRAINT customer_contact_phone_form CHECK (phone ~ '^[+]?[0-9][0-9 ()/.-]*$'),
    CONSTRAINT customer_contact_pk PRIMARY KEY (customer_id, code),
    CONSTRAINT customer_contact_length CHECK (
        length(name) <= 255 AND length(role) <= 255 AND length(email) <= 255 AND length(phone) <= 64)
);
COMMENT ON TABLE customer_contact IS 'Whom we speak to at a customer';
GRANT INSERT, UPDATE, DELETE ON customer_contact TO nephrite_app;

ALTER TABLE customer
    ADD COLUMN tax_exemption text CONSTRAINT customer_tax_exemption_not_blank CHECK (tax_exemption ~ '\S');
COMMENT ON COLUMN customer.tax_exemption IS 'The certificate by which a reseller or another is exempt, as it is written on documents';

ALTER TABLE sales_order
    ADD COLUMN ship_to jsonb CONSTRAINT sales_order_ship_to_object CHECK (jsonb_typeof(ship_to) = 'object');
COMMENT ON COLUMN sales_order.ship_to IS
    'The customer''s address as it was when the order was made; null is the one of its document, or none';

CREATE FUNCTION customer_ship_to(customer bigint, address text) RETURNS jsonb
LANGUAGE sql STABLE PARALLEL SAFE SET search_path = nephrite, pg_temp AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object('code', place.code, 'gln', place.gln, 'name', place.name,
        'street', place.street, 'additional', place.additional, 'postal_code', place.postal_code, 'city', place.city,
        'region', place.region, 'country', place.country))
    FROM customer_address AS place
    WHERE place.customer_id = customer AND CASE WHEN address IS NULL THEN place.is_default ELSE place.code = address END
$$;
COMMENT ON FUNCTION customer_ship_to IS 'An address as an order freezes it, without a code the default one; null is none';
