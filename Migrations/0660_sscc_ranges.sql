-- Serials of cartons are counted for each extension digit and company prefix by themselves.

CREATE TABLE sscc_range (
    extension text NOT NULL CONSTRAINT sscc_range_extension_digit CHECK (extension ~ '^[0-9]$'),
    prefix text NOT NULL CONSTRAINT sscc_range_prefix_digits CHECK (prefix ~ '^[0-9]{4,12}$'),
    latest bigint NOT NULL CONSTRAINT sscc_range_latest_positive CHECK (latest > 0),
    CONSTRAINT sscc_range_pk PRIMARY KEY (extension, prefix)
);
COMMENT ON TABLE sscc_range IS 'The latest serial of cartons within an extension digit and a company prefix; its row is locked by who takes the next';
GRANT INSERT, UPDATE (latest) ON sscc_range TO nephrite_app;

CREATE FUNCTION sscc_range_refuse_return() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'serials of cartons never go back'
        USING ERRCODE = 'check_violation', CONSTRAINT = 'sscc_range_never_back';
END
$$;
COMMENT ON FUNCTION sscc_range_refuse_return IS 'Refuses to give serials of cartons again';
CREATE TRIGGER sscc_range_kept BEFORE DELETE OR TRUNCATE ON sscc_range
    FOR EACH STATEMENT EXECUTE FUNCTION sscc_range_refuse_return();
CREATE TRIGGER sscc_range_forward BEFORE UPDATE ON sscc_range
    FOR EACH ROW WHEN (NEW.latest < OLD.latest OR (NEW.extension, NEW.prefix) IS DISTINCT FROM (OLD.extension, OLD.prefix))
    EXECUTE FUNCTION sscc_range_refuse_return();

DROP SEQUENCE sscc_serial;
