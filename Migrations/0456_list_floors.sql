-- A floor of a whole price list: its fixed prices keep the least margin as well, as do the prices it falls back on.

ALTER TABLE price_list
    ADD COLUMN floor_percent numeric(6, 3)
        CONSTRAINT price_list_floor_range CHECK (floor_percent >= 0 AND floor_percent < 100);
COMMENT ON COLUMN price_list.floor_percent IS 'Least margin of every price it gives, percent of the price; null is none';
GRANT UPDATE (floor_percent) ON price_list TO nephrite_app;
