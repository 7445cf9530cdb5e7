package import Catalog
package import Postgres
internal import Quantities

/// A study as far as it decides what texts may say, with its title.
package struct StudyRow: Sendable, Equatable {
    /// The study's key.
    package let id: Int64
    /// Its title.
    package let title: String
    /// What decides.
    package let study: Study

    static func decoded(_ row: borrowing Row) throws(DecodingFault) -> StudyRow {
        StudyRow(
            id: try row.int64("id"), title: try row.string("title"),
            study: Study(
                code: try row.string("code"), status: try row.code("verification_status"),
                expiresOn: try row.stringOrNil("expires_on").flatMap { Day($0) },
                isSupporting: try row.bool("is_supporting"), tool: try row.code("tool_tested")))
    }
}

/// The study of a code.
package struct SelectStudy: Statement {
    package static let sql = """
        SELECT evidence.id, evidence.code, evidence.title, evidence.verification_status,
            evidence.expires_on::text AS expires_on, evidence.tool_tested, support.is_supporting
        FROM evidence JOIN evidence_support AS support ON support.evidence_id = evidence.id
        WHERE evidence.code = $1
        """
    let code: String

    /// The study's code.
    package init(code: String) { self.code = code }

    package var parameters: [any ParameterConvertible] { [code] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> StudyRow { try .decoded(row) }
}

/// The studies that a product leans on, by code.
package struct SelectProductStudies: Statement {
    package static let sql = """
        SELECT evidence.id, evidence.code, evidence.title, evidence.verification_status,
            evidence.expires_on::text AS expires_on, evidence.tool_tested, support.is_supporting
        FROM product_evidence AS link
        JOIN evidence ON evidence.id = link.evidence_id
        JOIN evidence_support AS support ON support.evidence_id = evidence.id
        WHERE link.product_id = $1 ORDER BY evidence.code COLLATE "C"
        """
    let product: Int64

    /// The product.
    package init(product: Int64) { self.product = product }

    package var parameters: [any ParameterConvertible] { [product] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> StudyRow { try .decoded(row) }
}

/// The studies that some products lean on, by product and code.
package struct SelectStudiesOfProducts: Statement {
    package static let sql = """
        SELECT link.product_id, evidence.id, evidence.code, evidence.title, evidence.verification_status,
            evidence.expires_on::text AS expires_on, evidence.tool_tested, support.is_supporting
        FROM product_evidence AS link
        JOIN evidence ON evidence.id = link.evidence_id
        JOIN evidence_support AS support ON support.evidence_id = evidence.id
        WHERE link.product_id = ANY ($1::bigint[]) ORDER BY link.product_id, evidence.code COLLATE "C"
        """
    let products: [Int64]

    /// The products.
    package init(products: [Int64]) { self.products = products }

    package var parameters: [any ParameterConvertible] { [products] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (product: Int64, study: StudyRow) {
        (try row.int64("product_id"), try .decoded(row))
    }
}

/// Lets a product lean on a study; nothing where it does.
package struct InsertProductEvidence: Statement {
    package static let sql = """
        INSERT INTO product_evidence (product_id, evidence_id) VALUES ($1, $2)
        ON CONFLICT ON CONSTRAINT product_evidence_pk DO NOTHING
        """
    let product: Int64
    let evidence: Int64

    /// The product and the study.
    package init(product: Int64, evidence: Int64) {
        self.product = product
        self.evidence = evidence
    }

    package var parameters: [any ParameterConvertible] { [product, evidence] }
}

/// Lets a product no longer lean on a study.
package struct DeleteProductEvidence: Statement {
    package static let sql = "DELETE FROM product_evidence WHERE product_id = $1 AND evidence_id = $2"
    let product: Int64
    let evidence: Int64

    /// The product and the study.
    package init(product: Int64, evidence: Int64) {
        self.product = product
        self.evidence = evidence
    }

    package var parameters: [any ParameterConvertible] { [product, evidence] }
}

/// The products that lean on a study.
package struct SelectEvidenceProducts: Statement {
    package static let sql = "SELECT product_id FROM product_evidence WHERE evidence_id = $1 ORDER BY product_id"
    let evidence: Int64

    /// The study.
    package init(evidence: Int64) { self.evidence = evidence }

    package var parameters: [any ParameterConvertible] { [evidence] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> Int64 { try row.int64("product_id") }
}
