package import Postgres

/// Products of which something lies where it can be sold from, and is neither promised to anybody nor
/// in a rejected lot.
package struct SelectStockedProducts: Statement {
    package static let sql = """
        SELECT product.sku FROM product
        WHERE product.sku = ANY ($1::text[]) AND EXISTS (
            SELECT FROM stock_available AS stock JOIN location ON location.id = stock.location_id
            WHERE stock.product_id = product.id AND NOT location.is_held AND stock.available > 0)
        ORDER BY product.sku COLLATE "C"
        """
    let skus: [String]

    /// Of these products.
    package init(skus: [String]) { self.skus = skus }

    package var parameters: [any ParameterConvertible] { [skus] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("sku") }
}
