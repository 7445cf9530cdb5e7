package import Postgres

/// A product as a line sheet shows it.
package struct LineSheetProductRow: Sendable, Equatable {
    /// The SKU.
    package let sku: String
    /// Its GTIN, and the address of its first picture.
    package let gtin, picture: String?
}

/// The active products of a day by SKU.
package struct SelectLineSheetProducts: Statement {
    package static let sql = """
        SELECT product.sku, product.gtin, item.pictures[1] AS picture
        FROM product_on($1::date) AS product LEFT JOIN catalog_item AS item ON item.item_id = product.item_id
        WHERE product.status = 'active'
        ORDER BY product.sku COLLATE "C"
        """
    let day: String

    /// On a day.
    package init(day: String) { self.day = day }

    package var parameters: [any ParameterConvertible] { [day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> LineSheetProductRow {
        LineSheetProductRow(
            sku: try row.string("sku"), gtin: try row.stringOrNil("gtin"), picture: try row.stringOrNil("picture"))
    }
}
