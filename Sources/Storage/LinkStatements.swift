package import Postgres

/// A supplier's item by his part number, with the product it is an offer of.
package struct SelectSupplierItem: Statement {
    package static let sql = """
        SELECT item.id, item.product_id, product.sku,
            (SELECT count(*) FROM supplier_item AS other WHERE other.product_id = item.product_id) AS offers
        FROM supplier_item AS item
        JOIN supplier ON supplier.id = item.supplier_id
        JOIN product ON product.id = item.product_id
        WHERE supplier.code = $1 AND item.part_number = $2
        FOR UPDATE OF item
        """
    let supplier, partNumber: String

    /// The supplier's code and his part number.
    package init(supplier: String, partNumber: String) {
        self.supplier = supplier
        self.partNumber = partNumber
    }

    package var parameters: [any ParameterConvertible] { [supplier, partNumber] }
    package static func decode(
        _ row: borrowing Row
    ) throws(DecodingFault) -> (item: Int64, product: Int64, sku: String, offers: Int) {
        (try row.int64("id"), try row.int64("product_id"), try row.string("sku"), try row.int("offers"))
    }
}

/// Makes an item an offer of another product; no longer is it the one that a person prefers of the old one.
package struct LinkItem: Statement {
    package static let sql = """
        WITH moved AS (
            UPDATE supplier_item SET product_id = $2 WHERE id = $1 RETURNING id
        )
        UPDATE product SET preferred_item = NULL FROM moved WHERE product.preferred_item = moved.id AND product.id <> $2
        """
    let item, product: Int64

    /// The item and its new product.
    package init(item: Int64, product: Int64) {
        self.item = item
        self.product = product
    }

    package var parameters: [any ParameterConvertible] { [item, product] }
}

/// Makes a product without any offer yet; a number is added to an SKU that is taken.
package struct InsertProduct: Statement {
    package static let sql = """
        INSERT INTO product (sku)
        SELECT candidate.sku FROM (
            SELECT $1 AS sku, 1 AS number
            UNION ALL SELECT $1 || '-' || number, number FROM generate_series(2, 10000) AS number
        ) AS candidate
        WHERE NOT EXISTS (SELECT FROM product WHERE product.sku = candidate.sku)
        ORDER BY candidate.number LIMIT 1
        RETURNING id, sku
        """
    let sku: String

    /// The SKU it is to have.
    package init(sku: String) { self.sku = sku }

    package var parameters: [any ParameterConvertible] { [sku] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (id: Int64, sku: String) {
        (try row.int64("id"), try row.string("sku"))
    }
}
