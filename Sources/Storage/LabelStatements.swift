package import Postgres

/// Active products that have one of some GTINs, by SKU: what people said before what the item that counts on a day says.
package struct SelectGTINHolders: Statement {
    package static let sql = """
        SELECT counted.sku, lpad(counted.gtin, 14, '0') AS gtin FROM product_on($2::date) AS counted
        WHERE counted.status = 'active' AND lpad(counted.gtin, 14, '0') = ANY ($1::text[])
        ORDER BY counted.sku COLLATE "C"
        """
    let gtins: [String], day: String

    /// GTINs of 14 digits, on a day.
    package init(gtins: [String], day: String) { (self.gtins, self.day) = (gtins, day) }

    package var parameters: [any ParameterConvertible] { [gtins, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (sku: String, gtin: String) {
        (try row.string("sku"), try row.string("gtin"))
    }
}
