-- A rule of a price list may be for one grade alone, as for a material, a shape or a supplier.

ALTER TABLE price_list_rule
    ADD COLUMN grade text
        CONSTRAINT price_list_rule_grade_known
            CHECK (grade IN ('professional', 'conditional', 'retail_only', 'unsuitable', 'unassessed'));
COMMENT ON COLUMN price_list_rule.grade IS 'Only for products of this grade; null is any';
