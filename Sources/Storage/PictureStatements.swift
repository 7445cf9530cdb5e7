package import Postgres

/// Sets the picture of a product in place of the one it had.
package struct UpsertPicture: Statement {
    package static let sql = """
        INSERT INTO product_picture (product_id, media_type, sha256, content)
        VALUES ($1, $2, encode(sha256($3::bytea), 'hex'), $3::bytea)
        ON CONFLICT ON CONSTRAINT product_picture_pk DO UPDATE
            SET media_type = EXCLUDED.media_type, sha256 = EXCLUDED.sha256, content = EXCLUDED.content,
                actor = session_user, at = clock_timestamp()
        """
    let product: Int64
    let mediaType: String
    let content: [UInt8]

    /// The product and the picture.
    package init(product: Int64, mediaType: String, content: [UInt8]) {
        (self.product, self.mediaType, self.content) = (product, mediaType, content)
    }

    package var parameters: [any ParameterConvertible] { [product, mediaType, content] }
}

/// Takes the picture of a product away.
package struct DeletePicture: Statement {
    package static let sql = "DELETE FROM product_picture WHERE product_id = $1"
    let product: Int64

    /// The product.
    package init(product: Int64) { self.product = product }

    package var parameters: [any ParameterConvertible] { [product] }
}

/// A product's picture without its bytes.
package struct PictureRow: Sendable, Equatable {
    /// What kind of picture it is, its digest and its size in bytes.
    package let mediaType, digest: String, size: Int
    /// Who gave it and when, ISO 8601.
    package let actor, at: String
}

/// The picture of a product, without its bytes.
package struct SelectPicture: Statement {
    package static let sql = """
        SELECT media_type, sha256, octet_length(content) AS size, actor,
            to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at
        FROM product_picture WHERE product_id = $1
        """
    let product: Int64

    /// The product.
    package init(product: Int64) { self.product = product }

    package var parameters: [any ParameterConvertible] { [product] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> PictureRow {
        PictureRow(
            mediaType: try row.string("media_type"), digest: try row.string("sha256"), size: try row.int("size"),
            actor: try row.string("actor"), at: try row.string("at"))
    }
}

/// The pictures of some products; in no order.
package struct SelectPictures: Statement {
    package static let sql = """
        SELECT product_id, media_type, content FROM product_picture WHERE product_id = ANY ($1::bigint[])
        """
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (
        product: Int64, mediaType: String, content: [UInt8]
    ) {
        (try row.int64("product_id"), try row.string("media_type"), try row.bytes("content"))
    }
}
