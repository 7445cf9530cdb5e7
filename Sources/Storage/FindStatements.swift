package import Postgres

/// Something that was found by a text.
package struct FoundRow: Sendable, Equatable {
    /// `order`, `invoice`, `credit_note`, `shipment`, `return`, `return_authorisation`, `purchase`, `receipt`, `customer`,
    /// `supplier`, `product` or `part_number`.
    package let kind: String
    /// What it is called: a number, a code, an SKU.
    package let key: String
    /// What else tells it apart: a name, a customer's purchase order number.
    package let text: String?
    /// What the text was found in.
    package let field: String
}

/// Everything whose number, code or name has a text in it: what equals it first, then by kind and key.
package struct SelectFound: Statement {
    package static let sql = """
        WITH wanted AS (
            SELECT '%' || replace(replace(replace($1, E'\\x5c', E'\\x5c\\x5c'), '%', E'\\x5c%'), '_', E'\\x5c_') || '%' AS pattern
        ), found AS (
            SELECT 1 AS rank, 'order' AS kind, orders.number AS key, orders.po_number AS text,
                CASE WHEN orders.number ILIKE wanted.pattern THEN 'order' ELSE 'po_number' END AS field,
                $1 IN (orders.number, orders.po_number) AS is_exact
            FROM sales_order AS orders, wanted
            WHERE orders.number ILIKE wanted.pattern OR orders.po_number ILIKE wanted.pattern
            UNION ALL
            SELECT 2, 'invoice', invoice.number, orders.number, 'invoice', invoice.number = $1
            FROM invoice JOIN sales_order AS orders ON orders.id = invoice.order_id, wanted
            WHERE invoice.number ILIKE wanted.pattern
            UNION ALL
            SELECT 3, 'shipment', shipment.number, orders.number, 'shipment', shipment.number = $1
            FROM shipment JOIN sales_order AS orders ON orders.id = shipment.order_id, wanted
            WHERE shipment.number ILIKE wanted.pattern
            UNION ALL
            SELECT 3, 'credit_note', note.number, invoice.number, 'credit_note', note.number = $1
            FROM credit_note AS note JOIN invoice ON invoice.id = note.invoice_id, wanted
            WHERE note.number ILIKE wanted.pattern
            UNION ALL
            SELECT 3, 'return', entry.number, orders.number, 'return', entry.number = $1
            FROM order_return AS entry JOIN sales_order AS orders ON orders.id = entry.order_id, wanted
            WHERE entry.number ILIKE wanted.pattern
            UNION ALL
            SELECT 3, 'return_authorisation', entry.number, orders.number, 'return_authorisation', entry.number = $1
            FROM return_authorisation AS entry JOIN sales_order AS orders ON orders.id = entry.order_id, wanted
            WHERE entry.number ILIKE wanted.pattern
            UNION ALL
            SELECT 3, 'purchase', purchase.number, supplier.code, 'purchase', purchase.number = $1
            FROM purchase_order AS purchase JOIN supplier ON supplier.id = purchase.supplier_id, wanted
            WHERE purchase.number ILIKE wanted.pattern
            UNION ALL
            SELECT 3, 'receipt', receipt.number, purchase.number, 'receipt', receipt.number = $1
            FROM purchase_receipt AS receipt JOIN purchase_order AS purchase ON purchase.id = receipt.purchase_id, wanted
            WHERE receipt.number ILIKE wanted.pattern
            UNION ALL
            SELECT 4, 'customer', customer.code, customer.name,
                CASE WHEN customer.code ILIKE wanted.pattern THEN 'customer' ELSE 'name' END, customer.code = $1
            FROM customer, wanted WHERE customer.code ILIKE wanted.pattern OR customer.name ILIKE wanted.pattern
            UNION ALL
            SELECT 5, 'supplier', supplier.code, supplier.name,
                CASE WHEN supplier.code ILIKE wanted.pattern THEN 'supplier' ELSE 'name' END, supplier.code = $1
            FROM supplier, wanted WHERE supplier.code ILIKE wanted.pattern OR supplier.name ILIKE wanted.pattern
            UNION ALL
            SELECT 6, 'product', product.sku, product.facts -> 'name' ->> 0,
                CASE WHEN product.sku ILIKE wanted.pattern THEN 'sku' ELSE 'name' END, product.sku = $1
            FROM product, wanted
            WHERE product.sku ILIKE wanted.pattern OR product.facts -> 'name' ->> 0 ILIKE wanted.pattern
            UNION ALL
            SELECT 7, 'part_number', item.part_number, product.sku,
                CASE WHEN item.gtin = $1 THEN 'gtin' ELSE 'part_number' END, $1 IN (item.part_number, item.gtin)
            FROM supplier_item AS item JOIN product ON product.id = item.product_id, wanted
            WHERE item.part_number ILIKE wanted.pattern OR item.gtin = $1
        )
        SELECT kind, key, text, field FROM found
        ORDER BY is_exact DESC NULLS LAST, rank, key COLLATE "C", text COLLATE "C" LIMIT $2
        """
    let text: String
    let limit: Int

    /// The text as a person gives it, and how many at most.
    package init(text: String, limit: Int) {
        self.text = text
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [text, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> FoundRow {
        FoundRow(
            kind: try row.string("kind"), key: try row.string("key"), text: try row.stringOrNil("text"),
            field: try row.string("field"))
    }
}

/// An entry of the audit trail.
package struct AuditRow: Sendable, Equatable {
    /// Its number.
    package let id: Int64
    /// When, ISO 8601; who; what was done.
    package let at, actor, action: String
    /// To what.
    package let subjectKind, subject: String
    /// What else was written down, as JSON.
    package let detail: String
    /// The sealed batch it is in; nil as long as it is in none.
    package let batch: Int64?
}

/// Entries of the audit trail from the latest back, all or those of a subject, an action or a person.
package struct SelectAudit: Statement {
    package static let sql = """
        SELECT entry.id, to_char(entry.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS at, entry.actor,
            entry.action, entry.subject_kind, entry.subject, entry.detail::text AS detail,
            (SELECT batch.id FROM audit_batch AS batch WHERE entry.id = ANY (batch.entries) LIMIT 1) AS batch
        FROM audit_entry AS entry
        WHERE ($1::text IS NULL OR entry.subject = $1) AND ($2::text IS NULL OR entry.action = $2)
            AND ($3::text IS NULL OR entry.actor = $3) AND ($4::bigint IS NULL OR entry.id < $4)
        ORDER BY entry.id DESC LIMIT $5
        """
    let subject, action, actor: String?
    let after: Int64?
    let limit: Int

    /// A page of entries behind one; nil filters nothing.
    package init(subject: String?, action: String?, actor: String?, after: Int64?, limit: Int) {
        self.subject = subject
        self.action = action
        self.actor = actor
        self.after = after
        self.limit = limit
    }

    package var parameters: [any ParameterConvertible] { [subject, action, actor, after, limit] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> AuditRow {
        AuditRow(
            id: try row.int64("id"), at: try row.string("at"), actor: try row.string("actor"),
            action: try row.string("action"), subjectKind: try row.string("subject_kind"),
            subject: try row.string("subject"), detail: try row.string("detail"), batch: try row.int64OrNil("batch"))
    }
}
