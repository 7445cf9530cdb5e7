package import Postgres

/// Makes products of our own, which no supplier offers yet.
package struct InsertProducts: Statement {
    package static let sql = """
        INSERT INTO product (sku) SELECT sku FROM unnest($1::text[]) WITH ORDINALITY AS made (sku, ordinal) ORDER BY ordinal
        RETURNING id, sku
        """
    let skus: [String]

    /// The SKUs, each once.
    package init(skus: [String]) { self.skus = skus }

    package var parameters: [any ParameterConvertible] { [skus] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (id: Int64, sku: String) {
        (try row.int64("id"), try row.string("sku"))
    }
}

/// What people said of a field of a product, or are to have said.
package struct FactOfProduct: Sendable, Equatable {
    /// The product and the field.
    package let product: Int64, field: String
    /// The value as it is kept, and whether it was found out on a sample.
    package let value: String, isMeasured: Bool

    /// A fact.
    package init(product: Int64, field: String, value: String, isMeasured: Bool) {
        self.product = product
        self.field = field
        self.value = value
        self.isMeasured = isMeasured
    }
}

/// What holds of what people said of many products.
package struct SelectFactsOfProducts: Statement {
    package static let sql = """
        SELECT product.id, fact.key AS field, fact.value ->> 0 AS value, fact.value ->> 1 = 'measured' AS is_measured
        FROM product CROSS JOIN LATERAL jsonb_each(product.facts) AS fact (key, value)
        WHERE product.id = ANY ($1::bigint[]) ORDER BY product.id, fact.key COLLATE "C"
        """
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> FactOfProduct {
        FactOfProduct(
            product: try row.int64("id"), field: try row.string("field"), value: try row.string("value"),
            isMeasured: try row.bool("is_measured"))
    }
}

/// Writes down what a person says of many products.
package struct InsertFactsOfProducts: Statement {
    package static let sql = """
        INSERT INTO product_fact (product_id, field, value, basis)
        SELECT said.product, said.field, said.value, CASE WHEN said.is_measured THEN 'measured' ELSE 'stated' END
        FROM unnest($1::bigint[], $2::text[], $3::text[], $4::boolean[])
            WITH ORDINALITY AS said (product, field, value, is_measured, ordinal)
        ORDER BY said.product, said.ordinal
        """
    let facts: [FactOfProduct]

    /// The facts; those of a product in the order in which they are said.
    package init(_ facts: [FactOfProduct]) { self.facts = facts }

    package var parameters: [any ParameterConvertible] {
        [facts.map(\.product), facts.map(\.field), facts.map(\.value), facts.map(\.isMeasured)]
    }
}

/// Who offers a product, and whom a person prefers.
package struct OfferingSuppliers: Sendable, Equatable {
    /// The product.
    package let product: Int64
    /// The code of the supplier that a person prefers; nil is none.
    package let preferred: String?
    /// The codes of all that have an item of it, in their order.
    package let offering: [String]
}

/// Who offers each of many products.
package struct SelectOfferingSuppliers: Statement {
    package static let sql = """
        SELECT product.id, preferred.code AS preferred, array(
                SELECT DISTINCT supplier.code COLLATE "C" AS code
                FROM supplier_item AS offer JOIN supplier ON supplier.id = offer.supplier_id
                WHERE offer.product_id = product.id ORDER BY code
            ) AS offering
        FROM product
        LEFT JOIN supplier_item AS item ON item.id = product.preferred_item
        LEFT JOIN supplier AS preferred ON preferred.id = item.supplier_id
        WHERE product.id = ANY ($1::bigint[]) ORDER BY product.id
        """
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> OfferingSuppliers {
        OfferingSuppliers(
            product: try row.int64("id"), preferred: try row.stringOrNil("preferred"),
            offering: try row.stringArray("offering"))
    }
}

/// Sets the supplier items that a person prefers of many products, each as `PreferSupplier` does.
package struct PreferSuppliers: Statement {
    package static let sql = """
        UPDATE product SET preferred_item = (
            SELECT item.id FROM supplier_item AS item JOIN supplier ON supplier.id = item.supplier_id
            WHERE item.product_id = product.id AND supplier.code = wanted.supplier
            ORDER BY (item.status = 'active') DESC, item.part_number COLLATE "C" LIMIT 1)
        FROM unnest($1::bigint[], $2::text[]) AS wanted (product, supplier)
        WHERE product.id = wanted.product
        """
    let products: [Int64]
    let suppliers: [String]

    /// The code of the supplier for each product.
    package init(_ preferences: [(product: Int64, supplier: String)]) {
        products = preferences.map(\.product)
        suppliers = preferences.map(\.supplier)
    }

    package var parameters: [any ParameterConvertible] { [products, suppliers] }
}
