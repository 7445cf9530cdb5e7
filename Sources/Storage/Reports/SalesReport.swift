package import Postgres

/// What was invoiced less what was credited in a period, by the dimensions asked for and currency.
///
/// A row's prior period is the calendar unit before its own where time is among the dimensions, else the period that goes
/// before. Amounts in the base currency are converted and rounded line by line, so that every grouping has one total.
package struct SalesReport: ReportStatement {
    package static let sql = """
        WITH asked AS (
            SELECT by, (SELECT unit FROM unnest(by) AS unit
                WHERE unit IN ('day', 'week', 'month', 'quarter', 'year') LIMIT 1) AS unit,
                $2::date AS first_day, $3::date AS last_day, $4::date AS prior_first, $5::date AS prior_last
            FROM (SELECT $1::text[] AS by) AS chosen
        ), step AS (
            SELECT CASE unit WHEN 'quarter' THEN interval '3 months' ELSE ('1 ' || unit)::interval END AS one FROM asked
        ), posted AS (
            SELECT invoice.order_id, invoice.customer_id, invoice.currency, invoice.issued_on, line.line_id, line.quantity,
                line.net
            FROM asked
            JOIN invoice ON invoice.issued_on BETWEEN asked.prior_first AND greatest(asked.last_day, asked.prior_last)
            JOIN invoice_line AS line ON line.invoice_id = invoice.id
            UNION ALL
            SELECT invoice.order_id, invoice.customer_id, invoice.currency, note.issued_on, line.line_id, -line.quantity,
                -line.net
            FROM asked
            JOIN credit_note AS note ON note.issued_on BETWEEN asked.prior_first AND greatest(asked.last_day, asked.prior_last)
            JOIN invoice ON invoice.id = note.invoice_id
            JOIN credit_note_line AS line ON line.credit_note_id = note.id
        ), rate AS MATERIALIZED (
            -- Once for each day and currency, not once for each line.
            SELECT currency, issued_on, in_base_currency(1, currency, issued_on) AS to_base
            FROM (
                SELECT DISTINCT currency, issued_on FROM invoice
                UNION
                SELECT DISTINCT invoice.currency, note.issued_on
                FROM credit_note AS note JOIN invoice ON invoice.id = note.invoice_id
            ) AS quoted
        ), charged AS (
            SELECT posted.order_id, posted.currency, posted.issued_on, posted.quantity, posted.net,
                round(posted.net * rate.to_base, $6::integer) AS net_base,
                posted.issued_on BETWEEN asked.first_day AND asked.last_day AS is_current,
                customer.code AS customer, customer.name AS customer_name, customer.country, product.sku, product.name,
                product.material, product.shape, product.iastm_grade, product.supplier,
                date_trunc(asked.unit, posted.issued_on::timestamp)::date AS starts_on
            FROM asked
            CROSS JOIN posted
            JOIN customer ON customer.id = posted.customer_id
            JOIN rate ON rate.currency = posted.currency AND rate.issued_on = posted.issued_on
            JOIN sales_order_line AS ordered ON ordered.id = posted.line_id
            JOIN product_on($7::date) AS product ON product.product_id = ordered.product_id
            WHERE ($8::text[] IS NULL OR customer.code = ANY ($8))
                AND ($9::text[] IS NULL OR product.sku = ANY ($9))
                AND ($10::text[] IS NULL OR coalesce(product.material, '') = ANY ($10))
                AND ($11::text[] IS NULL OR coalesce(product.shape, '') = ANY ($11))
                AND ($12::text[] IS NULL OR product.iastm_grade = ANY ($12))
                AND ($13::text[] IS NULL OR customer.country = ANY ($13))
                AND ($14::text[] IS NULL OR coalesce(product.supplier, '') = ANY ($14))
                AND ($15::text[] IS NULL OR posted.currency = ANY ($15))
        ), keyed AS (
            SELECT charged.currency, charged.starts_on, charged.is_current, charged.issued_on, charged.order_id,
                charged.quantity, charged.net, charged.net_base, charged.issued_on <= asked.prior_last AS is_prior,
                CASE WHEN 'customer' = ANY (asked.by) THEN charged.customer END AS customer,
                CASE WHEN 'customer' = ANY (asked.by) THEN charged.customer_name END AS customer_name,
                CASE WHEN 'product' = ANY (asked.by) THEN charged.sku END AS sku,
                CASE WHEN 'product' = ANY (asked.by) THEN charged.name END AS name,
                CASE WHEN 'material' = ANY (asked.by) THEN charged.material END AS material,
                CASE WHEN 'shape' = ANY (asked.by) THEN charged.shape END AS shape,
                CASE WHEN 'iastm_grade' = ANY (asked.by) THEN charged.iastm_grade END AS iastm_grade,
                CASE WHEN 'country' = ANY (asked.by) THEN charged.country END AS country,
                CASE WHEN 'supplier' = ANY (asked.by) THEN charged.supplier END AS supplier
            FROM charged CROSS JOIN asked
        ), grouped AS (
            SELECT starts_on, customer, customer_name, sku, name, material, shape, iastm_grade, country, supplier, currency,
                count(DISTINCT order_id) FILTER (WHERE is_current) AS orders,
                sum(quantity) FILTER (WHERE is_current) AS quantity, sum(net) FILTER (WHERE is_current) AS net,
                CASE WHEN bool_and(net_base IS NOT NULL) FILTER (WHERE is_current)
                    THEN sum(net_base) FILTER (WHERE is_current) END AS net_base,
                sum(net) FILTER (WHERE is_prior) AS prior_net, sum(net) AS whole_net, bool_or(is_current) AS is_current
            FROM keyed
            GROUP BY starts_on, customer, customer_name, sku, name, material, shape, iastm_grade, country, supplier, currency
        ), figures AS (
            -- Where time is among the dimensions, what came before stands one unit earlier.
            SELECT grouped.starts_on, grouped.customer, grouped.customer_name, grouped.sku, grouped.name, grouped.material,
                grouped.shape, grouped.iastm_grade, grouped.country, grouped.supplier, grouped.currency, grouped.orders,
                grouped.quantity, grouped.net, grouped.net_base, grouped.is_current,
                CASE WHEN grouped.starts_on IS NULL THEN grouped.prior_net ELSE sum(grouped.whole_net) OVER (
                    PARTITION BY grouped.customer, grouped.sku, grouped.material, grouped.shape, grouped.iastm_grade,
                        grouped.country, grouped.supplier, grouped.currency ORDER BY grouped.starts_on
                    RANGE BETWEEN (SELECT coalesce(one, '1 day') FROM step) PRECEDING
                        AND (SELECT coalesce(one, '1 day') FROM step) PRECEDING) END AS prior_net,
                ARRAY[grouped.customer, grouped.sku, grouped.material, grouped.shape, grouped.iastm_grade, grouped.country,
                    grouped.supplier, grouped.starts_on::text] AS keys
            FROM grouped
        ), chosen AS (
            -- The keys in the order asked for; the eighth is the time.
            SELECT array_agg(coalesce(array_position(
                '{customer,product,material,shape,iastm_grade,country,supplier}'::text[], key.name), 8) ORDER BY key.place) AS key
            FROM asked CROSS JOIN LATERAL unnest(asked.by) WITH ORDINALITY AS key (name, place)
        )
        SELECT to_char(figures.starts_on, 'YYYY-MM-DD') AS day, to_char(figures.starts_on, 'IYYY-"W"IW') AS week,
            to_char(figures.starts_on, 'YYYY-MM') AS month, to_char(figures.starts_on, 'YYYY-"Q"Q') AS quarter,
            to_char(figures.starts_on, 'YYYY') AS year, figures.customer, figures.customer_name, figures.sku, figures.name,
            figures.material, figures.shape, figures.iastm_grade, figures.country, figures.supplier, figures.currency,
            figures.orders, figures.quantity, figures.net, base.value AS base_currency, figures.net_base,
            -- A unit that the period's ends cut is not compared with a whole one.
            CASE WHEN asked.unit IS NULL OR (figures.starts_on >= asked.first_day
                AND figures.starts_on + step.one - interval '1 day' <= asked.last_day) THEN figures.prior_net END AS prior_net
        FROM figures
        CROSS JOIN asked
        CROSS JOIN step
        CROSS JOIN chosen
        JOIN setting AS base ON base.key = 'base_currency'
        WHERE figures.is_current
        ORDER BY figures.keys[chosen.key[1]] COLLATE "C", figures.keys[chosen.key[2]] COLLATE "C",
            figures.keys[chosen.key[3]] COLLATE "C", figures.keys[chosen.key[4]] COLLATE "C",
            figures.keys[chosen.key[5]] COLLATE "C", figures.keys[chosen.key[6]] COLLATE "C",
            figures.keys[chosen.key[7]] COLLATE "C", figures.keys[chosen.key[8]] COLLATE "C", figures.currency COLLATE "C"
        """
    let question: ReportQuestion

    package init(_ question: ReportQuestion) { self.question = question }

    package var parameters: [any ParameterConvertible] {
        let columns = ["customer", "sku", "material", "shape", "iastm_grade", "country", "supplier", "currency"]
        let filters: [any ParameterConvertible] = columns.map { question.filters[$0] }
        let scope: [any ParameterConvertible] = [
            question.by, question.from, question.to, question.priorFrom, question.priorTo, question.minorDigits,
            question.asOf,
        ]
        return scope + filters
    }
}
