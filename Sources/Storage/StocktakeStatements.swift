package import Postgres

/// A stocktake.
package struct StockCountRow: Sendable, Equatable {
    /// Key and number.
    package let id: Int64, number: String
    /// The location's code; nil is all of them.
    package let location: String?
    /// `open`, `posted` or `cancelled`.
    package let state: String
    /// When it was opened and ended, in UTC.
    package let openedAt: String, endedAt: String?
    /// How many lines there are, and how many are counted.
    package let lines, counted: Int
}

/// Makes a count; answers its number.
package struct OpenStockCount: Statement {
    package static let sql = """
        INSERT INTO stock_count (number, location_id)
        SELECT document_number('CT', $1, nextval('stock_count_number')), $2
        RETURNING number
        """
    let today: String
    let location: Int64?

    /// The company's day, and a location's key or nil for all.
    package init(today: String, location: Int64?) {
        self.today = today
        self.location = location
    }

    package var parameters: [any ParameterConvertible] { [today, location] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// Writes down what lies there now, as the lines of a count.
package struct SnapStockCount: Statement {
    package static let sql = """
        INSERT INTO stock_count_line (count_id, product_id, location_id, expected)
        SELECT entry.id, balance.product_id, balance.location_id, balance.on_hand
        FROM stock_count AS entry JOIN stock_balance AS balance
            ON entry.location_id IS NULL OR balance.location_id = entry.location_id
        WHERE entry.number = $1 AND balance.on_hand > 0
        """
    let number: String

    /// The count's number.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
}

/// The count of a number, or a page of counts, the latest first.
package struct SelectStockCounts: Statement {
    package static let sql = """
        SELECT entry.id, entry.number, location.code, entry.state,
            to_char(entry.opened_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS opened_at,
            to_char(entry.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS ended_at,
            line.lines, line.counted
        FROM stock_count AS entry LEFT JOIN location ON location.id = entry.location_id
        CROSS JOIN LATERAL (
            SELECT count(*) AS lines, count(counted) AS counted FROM stock_count_line WHERE count_id = entry.id
        ) AS line
        WHERE ($1::text IS NULL OR entry.number = $1)
            AND ($2::text IS NULL OR entry.id < (SELECT id FROM stock_count WHERE number = $2))
        ORDER BY entry.id DESC LIMIT $3
        """
    let values: [any ParameterConvertible & Sendable]

    /// The count of a number.
    package init(number: String) { values = [number, nil as String?, 1] }
    /// A page behind a number.
    package init(after: String?, limit: Int) { values = [nil as String?, after, limit] }

    package var parameters: [any ParameterConvertible] { values }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> StockCountRow {
        StockCountRow(
            id: try row.int64("id"), number: try row.string("number"), location: try row.stringOrNil("code"),
            state: try row.string("state"), openedAt: try row.string("opened_at"),
            endedAt: try row.stringOrNil("ended_at"), lines: try row.int("lines"), counted: try row.int("counted"))
    }
}

/// Locks a count until the transaction ends; no row where there is none.
package struct LockStockCount: Statement {
    package static let sql = "SELECT state FROM stock_count WHERE number = $1 FOR NO KEY UPDATE"
    let number: String

    /// The count's number.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("state") }
}

/// What was found: a figure for a product at a location.
package struct CountedFigure: Sendable, Equatable {
    /// SKU, location's code and how many.
    package let sku, location: String, counted: Int

    /// A figure.
    package init(sku: String, location: String, counted: Int) {
        self.sku = sku
        self.location = location
        self.counted = counted
    }
}

/// Writes figures into a count; answers the SKUs and locations that there are none of, and then writes nothing.
///
/// Of several figures for one product and location the last holds; what lay nowhere gets a line that expected none, or what
/// other counts have found there since the opening.
package struct EnterStockCount: Statement {
    package static let sql = """
        WITH given AS (
            SELECT DISTINCT ON (sku, location) sku, location, counted
            FROM unnest($2::text[], $3::text[], $4::integer[]) WITH ORDINALITY AS figure (sku, location, counted, ordinal)
            ORDER BY sku, location, ordinal DESC
        ), known AS (
            SELECT given.sku, given.location, given.counted, product.id AS product_id, location.id AS location_id
            FROM given LEFT JOIN product ON product.sku = given.sku LEFT JOIN location ON location.code = given.location
        ), entered AS (
            INSERT INTO stock_count_line AS line (count_id, product_id, location_id, expected, counted, counted_by, counted_at)
            SELECT entry.id, known.product_id, known.location_id, (
                    SELECT greatest(coalesce(sum(CASE WHEN moved.to_location IS NULL THEN -moved.quantity ELSE moved.quantity END), 0), 0)
                    FROM stock_movement AS moved
                    WHERE moved.product_id = known.product_id AND moved.kind = 'counted' AND moved.entered_at > entry.opened_at
                        AND known.location_id IN (moved.from_location, moved.to_location)),
                known.counted, session_user, clock_timestamp()
            FROM known CROSS JOIN stock_count AS entry
            WHERE entry.number = $1 AND NOT EXISTS (SELECT FROM known WHERE product_id IS NULL OR location_id IS NULL)
            ORDER BY known.product_id, known.location_id
            ON CONFLICT ON CONSTRAINT stock_count_line_unique DO UPDATE SET counted = EXCLUDED.counted,
                counted_by = EXCLUDED.counted_by, counted_at = EXCLUDED.counted_at
        )
        SELECT known.sku, known.location, known.product_id IS NULL AS is_product_unknown FROM known
        WHERE known.product_id IS NULL OR known.location_id IS NULL ORDER BY known.sku COLLATE "C" LIMIT 20
        """
    let number: String
    let figures: [CountedFigure]

    /// The count's number and what was found.
    package init(number: String, figures: [CountedFigure]) {
        self.number = number
        self.figures = figures
    }

    package var parameters: [any ParameterConvertible] {
        [number, figures.map(\.sku), figures.map(\.location), figures.map(\.counted)]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (
        sku: String, location: String, isProductUnknown: Bool
    ) {
        (try row.string("sku"), try row.string("location"), try row.bool("is_product_unknown"))
    }
}

/// A line of a count.
package struct StockCountLineRow: Sendable, Equatable {
    /// Keys of the line, the product and the location.
    package let id, product, locationID: Int64
    /// SKU, name and location's code.
    package let sku: String, name: String?, location: String
    /// What lay there at the opening, and what was found; nil is not counted.
    package let expected: Int, counted: Int?
    /// What lies there now, and what of it is promised.
    package let onHand, allocated: Int

    /// More or less than expected; nil until it is counted.
    package var variance: Int? { counted.map { $0 - expected } }
}

/// The lines of a count by SKU and location; of those that differ only, if asked for.
package struct SelectStockCountLines: Statement {
    package static let sql = """
        SELECT line.id, line.product_id, line.location_id, product.sku, known.name, location.code,
            line.expected, line.counted, coalesce(balance.on_hand, 0) AS on_hand, coalesce(balance.allocated, 0) AS allocated
        FROM stock_count AS entry JOIN stock_count_line AS line ON line.count_id = entry.id
        JOIN product ON product.id = line.product_id JOIN location ON location.id = line.location_id
        LEFT JOIN product_on(current_date) AS known ON known.product_id = line.product_id
        LEFT JOIN stock_balance AS balance ON balance.product_id = line.product_id AND balance.location_id = line.location_id
        WHERE entry.number = $1 AND (NOT $2::boolean OR line.counted <> line.expected OR line.counted IS NULL)
        ORDER BY product.sku COLLATE "C", location.code COLLATE "C"
        """
    let number: String
    let isDifferent: Bool

    /// The count's number, and whether lines that agree are left out.
    package init(number: String, isDifferent: Bool = false) {
        self.number = number
        self.isDifferent = isDifferent
    }

    package var parameters: [any ParameterConvertible] { [number, isDifferent] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> StockCountLineRow {
        StockCountLineRow(
            id: try row.int64("id"), product: try row.int64("product_id"), locationID: try row.int64("location_id"),
            sku: try row.string("sku"), name: try row.stringOrNil("name"), location: try row.string("code"),
            expected: try row.int("expected"), counted: try row.intOrNil("counted"), onHand: try row.int("on_hand"),
            allocated: try row.int("allocated"))
    }
}

/// Posts what a count found more or less, in the order of the keys that locks are taken in.
package struct InsertCountMovements: Statement {
    package static let sql = """
        INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, count_line, effective_on)
        SELECT line.product_id, 'counted', CASE WHEN line.counted < line.expected THEN line.location_id END,
            CASE WHEN line.counted > line.expected THEN line.location_id END, abs(line.counted - line.expected), line.id,
            $2::date
        FROM stock_count AS entry JOIN stock_count_line AS line ON line.count_id = entry.id
        WHERE entry.number = $1 AND line.counted <> line.expected ORDER BY line.product_id, line.location_id
        """
    let number: String
    let day: String

    /// The count's number and the day it counts for.
    package init(number: String, day: String) {
        self.number = number
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [number, day] }
}

/// What a count says is missing of goods that did not lie there on a day, or did not stay.
package struct CountShortage: Sendable, Equatable {
    /// SKU and location's code.
    package let sku, location: String
    /// How many would be missing, and the least that lay there.
    package let missing: Int, least: LeastStock
}

/// The first line of a count, by SKU, of which less lay there on a day or behind it than it says is missing.
package struct SelectCountShortage: Statement {
    package static let sql = """
        SELECT product.sku, location.code, line.expected - line.counted AS missing, least.day, least.quantity
        FROM stock_count AS entry JOIN stock_count_line AS line ON line.count_id = entry.id
        JOIN product ON product.id = line.product_id JOIN location ON location.id = line.location_id
        CROSS JOIN LATERAL stock_least(line.product_id, line.location_id, $2::date) AS least
        WHERE entry.number = $1 AND line.counted < line.expected AND least.is_whole
            AND least.quantity < line.expected - line.counted
        ORDER BY product.sku COLLATE "C", location.code COLLATE "C" LIMIT 1
        """
    let number: String
    let day: String

    /// The count's number and the day it is to count for.
    package init(number: String, day: String) {
        self.number = number
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [number, day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> CountShortage {
        CountShortage(
            sku: try row.string("sku"), location: try row.string("code"), missing: try row.int("missing"),
            least: LeastStock(quantity: try row.int("quantity"), day: try row.string("day")))
    }
}

/// Locks all counts that are open, in their order, so that no two are posted at once.
package struct LockOpenCounts: Statement {
    package static let sql = "SELECT number FROM stock_count WHERE state = 'open' ORDER BY id FOR NO KEY UPDATE"

    /// The statement.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// Puts right what other open counts expect of what a count has found more or less.
package struct ShareCountFindings: Statement {
    package static let sql = """
        UPDATE stock_count_line AS other SET expected = greatest(other.expected + line.counted - line.expected, 0)
        FROM stock_count AS entry JOIN stock_count_line AS line ON line.count_id = entry.id
        CROSS JOIN stock_count AS beside
        WHERE entry.number = $1 AND line.counted <> line.expected AND beside.state = 'open' AND beside.id <> entry.id
            AND (other.count_id, other.product_id, other.location_id) = (beside.id, line.product_id, line.location_id)
        """
    let number: String

    /// The count's number.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
}

/// Ends a count.
package struct EndStockCount: Statement {
    package static let sql = """
        UPDATE stock_count SET state = $2, ended_by = session_user, ended_at = clock_timestamp() WHERE number = $1
        """
    let number: String
    let state: String

    /// The count's number, and `posted` or `cancelled`.
    package init(number: String, state: String) {
        self.number = number
        self.state = state
    }

    package var parameters: [any ParameterConvertible] { [number, state] }
}
