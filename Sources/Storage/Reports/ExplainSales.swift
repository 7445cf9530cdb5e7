package import Postgres

/// The lines of invoices, and of credit notes with a minus, that a row of the sales is made of.
///
/// The keys of the row are filters here, those of time are the ends of its unit.
package struct ExplainSales: ReportStatement {
    package static let sql = """
        SELECT posted.document, posted.issued_on AS issued, orders.number AS "order", ordered.line, customer.code AS customer,
            product.sku, CASE WHEN row_number() OVER (PARTITION BY orders.id ORDER BY posted.issued_on,
                posted.document COLLATE "C", ordered.line) = 1 THEN 1 ELSE 0 END AS orders,
            posted.quantity, posted.currency, posted.net, base.value AS base_currency,
            round(posted.net * in_base_currency(1, posted.currency, posted.issued_on), $3::integer) AS net_base
        FROM (
            SELECT invoice.number AS document, invoice.order_id, invoice.customer_id, invoice.currency, invoice.issued_on,
                line.line_id, line.quantity, line.net
            FROM invoice JOIN invoice_line AS line ON line.invoice_id = invoice.id
            UNION ALL
            SELECT note.number, invoice.order_id, invoice.customer_id, invoice.currency, note.issued_on, line.line_id,
                -line.quantity, -line.net
            FROM credit_note AS note
            JOIN invoice ON invoice.id = note.invoice_id
            JOIN credit_note_line AS line ON line.credit_note_id = note.id
        ) AS posted
        JOIN customer ON customer.id = posted.customer_id
        JOIN sales_order AS orders ON orders.id = posted.order_id
        JOIN sales_order_line AS ordered ON ordered.id = posted.line_id
        JOIN product_on($4::date) AS product ON product.product_id = ordered.product_id
        JOIN setting AS base ON base.key = 'base_currency'
        WHERE posted.issued_on BETWEEN $1::date AND $2::date
            AND ($5::text[] IS NULL OR customer.code = ANY ($5))
            AND ($6::text[] IS NULL OR product.sku = ANY ($6))
            AND ($7::text[] IS NULL OR coalesce(product.material, '') = ANY ($7))
            AND ($8::text[] IS NULL OR coalesce(product.shape, '') = ANY ($8))
            AND ($9::text[] IS NULL OR product.iastm_grade = ANY ($9))
            AND ($10::text[] IS NULL OR coalesce(customer.country, '') = ANY ($10))
            AND ($11::text[] IS NULL OR coalesce(product.supplier, '') = ANY ($11))
            AND ($12::text[] IS NULL OR posted.currency = ANY ($12))
        ORDER BY posted.issued_on, posted.document COLLATE "C", ordered.line
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        let columns = ["customer", "sku", "material", "shape", "iastm_grade", "country", "supplier", "currency"]
        let filters: [any ParameterConvertible] = columns.map { column -> [String]? in
            question.row[column].map { [$0] } ?? question.filters[column]
        }
        let scope: [any ParameterConvertible] = [question.from, question.to, question.minorDigits, question.asOf]
        return scope + filters
    }
}
