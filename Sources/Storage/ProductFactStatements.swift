package import Catalog
package import Postgres

/// Everything that a person may say of a product, in the order in which it is shown.
package struct SelectProductFields: Statement {
    package static let sql = """
        SELECT code, kind, is_measurable, unit, minimum, maximum, codes, aliases, note FROM product_field ORDER BY ordinal
        """

    /// All fields.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ProductField {
        ProductField(
            code: try row.string("code"), kind: try row.code("kind"), isMeasurable: try row.bool("is_measurable"),
            unit: try row.stringOrNil("unit"), bounds: try row.boundsOrNil("minimum", "maximum"),
            codes: try row.stringArray("codes"), aliases: try row.stringArray("aliases"), note: try row.string("note"))
    }
}

/// Writes down what a person says of fields of a product; a nil value takes back what was said.
package struct InsertProductFacts: Statement {
    package static let sql = """
        INSERT INTO product_fact (product_id, field, value, basis)
        SELECT $1, said.field, said.value, $4
        FROM unnest($2::text[], $3::text[]) WITH ORDINALITY AS said (field, value, ordinal) ORDER BY said.ordinal
        """
    let product: Int64
    let fields: [String]
    let values: [String?]
    let basis: String

    /// The product, and for each field its value; what is measured counts as such.
    package init(product: Int64, _ facts: [(field: String, value: String?)], isMeasured: Bool) {
        self.product = product
        fields = facts.map(\.field)
        values = facts.map(\.value)
        basis = isMeasured ? "measured" : "stated"
    }

    package var parameters: [any ParameterConvertible] { [product, fields, values, basis] }
}

/// What somebody said of a field.
package struct ProductFactRow: Sendable, Equatable {
    /// The field and its value.
    package let field: String, value: String
    /// `stated` or `measured`.
    package let basis: String
    /// Who said it, and when, ISO 8601.
    package let actor: String, at: String

    /// The fact as rules use it.
    package var fact: KnownFact { KnownFact(value, isMeasured: basis == "measured") }
}

/// What holds of what people said of a product, in the order of the fields.
package struct SelectProductFacts: Statement {
    package static let sql = """
        SELECT latest.field, latest.value, latest.basis, latest.actor,
            to_char(latest.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
        FROM (
            SELECT DISTINCT ON (field) field, value, basis, actor, at
            FROM product_fact WHERE product_id = $1 ORDER BY field, id DESC
        ) AS latest
        JOIN product_field ON product_field.code = latest.field
        WHERE latest.value IS NOT NULL
        ORDER BY product_field.ordinal
        """
    let product: Int64

    /// The product.
    package init(product: Int64) { self.product = product }

    package var parameters: [any ParameterConvertible] { [product] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> ProductFactRow {
        ProductFactRow(
            field: try row.string("field"), value: try row.string("value"), basis: try row.string("basis"),
            actor: try row.string("actor"), at: try row.string("at"))
    }
}

/// Sets the supplier item that a person prefers: the supplier's active one of the product, else any of his.
package struct PreferSupplier: Statement {
    package static let sql = """
        UPDATE product SET preferred_item = CASE WHEN $2::text IS NOT NULL THEN (
            SELECT item.id FROM supplier_item AS item JOIN supplier ON supplier.id = item.supplier_id
            WHERE item.product_id = product.id AND supplier.code = $2
            ORDER BY (item.status = 'active') DESC, item.part_number COLLATE "C" LIMIT 1) END
        WHERE product.id = $1 RETURNING preferred_item
        """
    let product: Int64
    let supplier: String?

    /// The product and the supplier's code; nil prefers nobody.
    package init(product: Int64, supplier: String?) {
        self.product = product
        self.supplier = supplier
    }

    package var parameters: [any ParameterConvertible] { [product, supplier] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64? {
        try row.int64OrNil("preferred_item")
    }
}
