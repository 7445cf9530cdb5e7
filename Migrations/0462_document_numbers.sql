-- Numbers of documents are put together in one place. Each argument is used once, so that the function is expanded where it is called.

CREATE FUNCTION document_number(series text, day text, ordinal bigint) RETURNS text LANGUAGE sql STABLE PARALLEL SAFE AS $$
    SELECT series || '-' || left(day, 4) || '-' || to_char(ordinal, 'FM999999999999000000')
$$;
COMMENT ON FUNCTION document_number IS 'Series, the year of a day (yyyy-mm-dd) and a count of at least six digits: SH-2026-000007';
