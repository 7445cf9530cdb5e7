-- What one count corrects, another that was opened before need not correct again: what it expects is put right with it.

GRANT UPDATE (expected) ON stock_count_line TO nephrite_app;
COMMENT ON COLUMN stock_count_line.expected IS
    'What lay there at the opening, as far as other counts have not put that right since';
