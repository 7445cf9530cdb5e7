package import Postgres

/// What is not known of each product, of what a catalog should say.
package struct CompletenessReport: ReportStatement {
    package static let sql = """
        SELECT product.sku, product.name, product.status, product.iastm_grade, product.supplier, field.missing, field.missing_count,
            field.fields, field.fields - field.missing_count AS known
        FROM product_on($1::date) AS product
        JOIN product AS own ON own.id = product.product_id
        LEFT JOIN catalog_item AS item ON item.item_id = product.item_id
        CROSS JOIN LATERAL (
            SELECT string_agg(part.name, ' ' ORDER BY part.place) FILTER (WHERE NOT part.is_known) AS missing,
                count(*) FILTER (WHERE NOT part.is_known) AS missing_count, count(*) AS fields
            FROM (VALUES
                (1, 'name', product.name IS NOT NULL),
                (2, 'description', coalesce(own.facts -> 'description' ->> 0, item.description) IS NOT NULL),
                (3, 'material', product.material IS NOT NULL), (4, 'shape', product.shape IS NOT NULL),
                (5, 'gtin', product.gtin IS NOT NULL), (6, 'country_of_origin', product.country_of_origin IS NOT NULL),
                (7, 'hs_code', coalesce(own.facts -> 'hs_code' ->> 0, item.hs_code) IS NOT NULL),
                (8, 'length_mm', coalesce(own.facts -> 'length_mm' ->> 0, item.length_mm::text) IS NOT NULL),
                (9, 'width_mm', coalesce(own.facts -> 'width_mm' ->> 0, item.width_mm::text) IS NOT NULL),
                (10, 'thickness_mm', coalesce(own.facts -> 'thickness_mm' ->> 0, item.thickness_mm::text) IS NOT NULL),
                (11, 'mass_g', coalesce(own.facts -> 'mass_g' ->> 0, item.mass_g::text) IS NOT NULL),
                (12, 'picture', coalesce(cardinality(item.pictures), 0) > 0)
            ) AS part (place, name, is_known)
        ) AS field
        WHERE product.status = ANY ($2::text[])
        ORDER BY field.missing_count DESC, product.sku COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] { [question.today, question.filters["status"]] }
}
