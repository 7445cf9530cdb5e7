package import Postgres

/// A stocktake.
package struct StockCountRow: Sendable, Equatable {
    /// Key and number.
    package let id: Int64, number: String
    /// The location's code; nil is all of them.
    package let location: String?
    /// Whether each lot is counted by itself.
    package let isByLot: Bool
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
        INSERT INTO stock_count (number, location_id, is_by_lot)
        SELECT document_number('CT', $1, nextval('stock_count_number')), $2, $3
        RETURNING number
        """
    let today: String
    let location: Int64?
    let isByLot: Bool

    /// The company's day, a location's key or nil for all, and whether each lot is counted by itself.
    package init(today: String, location: Int64?, isByLot: Bool) {
        self.today = today
        self.location = location
        self.isByLot = isByLot
    }

    package var parameters: [any ParameterConvertible] { [today, location, isByLot] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}

/// Writes down what lies there now, as the lines of a count.
package struct SnapStockCount: Statement {
    package static let sql = """
        INSERT INTO stock_count_line (count_id, product_id, location_id, lot_id, expected)
        SELECT entry.id, balance.product_id, balance.location_id, part.lot_id, part.quantity
        FROM stock_count AS entry JOIN stock_balance AS balance
            ON entry.location_id IS NULL OR balance.location_id = entry.location_id
        CROSS JOIN LATERAL (
            SELECT lotted.lot_id, lotted.on_hand AS quantity
            FROM lot JOIN stock_lot_balance AS lotted ON lotted.lot_id = lot.id
            WHERE entry.is_by_lot AND lot.product_id = balance.product_id AND lotted.location_id = balance.location_id
            UNION ALL
            SELECT NULL, balance.on_hand - coalesce(sum(lotted.on_hand), 0)
            FROM lot JOIN stock_lot_balance AS lotted ON lotted.lot_id = lot.id
            WHERE entry.is_by_lot AND lot.product_id = balance.product_id AND lotted.location_id = balance.location_id
        ) AS part
        WHERE entry.number = $1 AND part.quantity > 0
        """
    let number: String

    /// The count's number.
    package init(number: String) { self.number = number }

    package var parameters: [any ParameterConvertible] { [number] }
}

/// The count of a number, or a page of counts, the latest first.
package struct SelectStockCounts: Statement {
    package static let sql = """
        SELECT entry.id, entry.number, location.code, entry.is_by_lot, entry.state,
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
            isByLot: try row.bool("is_by_lot"), state: try row.string("state"), openedAt: try row.string("opened_at"),
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

/// What was found: a figure for a product at a location, or for a lot of it.
package struct CountedFigure: Sendable, Equatable {
    /// SKU, location's code, and the lot's where it is counted by itself.
    package let sku, location: String, lot: String?
    /// How many.
    package let counted: Int

    /// A figure.
    package init(sku: String, location: String, lot: String?, counted: Int) {
        self.sku = sku
        self.location = location
        self.lot = lot
        self.counted = counted
    }
}

/// Why a figure is not taken.
package enum FigureFault: String, Sendable {
    /// There is none of the code.
    case product, location, lot
    /// A lot in a count that is not by lot, and none where each lot is counted by itself and nothing is of none.
    case notByLot = "not_by_lot", lotMissing = "lot_missing"
}

/// Writes figures into a count; answers those that are not taken and why, and then writes nothing.
///
/// Of several figures for one product, location and lot the last holds; what lay nowhere gets a line that expected none, or
/// what other counts have found there since the opening.
package struct EnterStockCount: Statement {
    package static let sql = """
        WITH given AS (
            SELECT DISTINCT ON (sku, location, lot) sku, location, lot, counted
            FROM unnest($2::text[], $3::text[], $4::text[], $5::integer[]) WITH ORDINALITY
                AS figure (sku, location, lot, counted, ordinal)
            ORDER BY sku, location, lot, ordinal DESC
        ), known AS (
            SELECT given.sku, given.location, given.lot, given.counted, product.id AS product_id, location.id AS location_id,
                lot.id AS lot_id, entry.id AS count_id, entry.opened_at, entry.is_by_lot, CASE
                    WHEN product.id IS NULL THEN 'product' WHEN location.id IS NULL THEN 'location'
                    WHEN given.lot IS NOT NULL AND NOT entry.is_by_lot THEN 'not_by_lot'
                    WHEN given.lot IS NOT NULL AND lot.id IS NULL THEN 'lot'
                    WHEN given.lot IS NULL AND entry.is_by_lot AND (
                        SELECT count(*) > 0 AND count(*) = count(line.lot_id) FROM stock_count_line AS line
                        WHERE line.count_id = entry.id AND line.product_id = product.id AND line.location_id = location.id)
                    THEN 'lot_missing'
                END AS fault
            FROM given CROSS JOIN stock_count AS entry LEFT JOIN product ON product.sku = given.sku
            LEFT JOIN location ON location.code = given.location
            LEFT JOIN lot ON lot.product_id = product.id AND lot.code = given.lot
            WHERE entry.number = $1
        ), entered AS (
            INSERT INTO stock_count_line AS line (count_id, product_id, location_id, lot_id, expected, counted, counted_by,
                counted_at)
            SELECT known.count_id, known.product_id, known.location_id, known.lot_id, (
                    SELECT greatest(coalesce(sum(CASE WHEN moved.to_location IS NULL THEN -1 ELSE 1 END * CASE
                        WHEN NOT known.is_by_lot THEN moved.quantity
                        WHEN known.lot_id IS NULL THEN moved.quantity - coalesce(part.quantity, 0)
                        ELSE coalesce(part.of_lot, 0) END), 0), 0)
                    FROM stock_movement AS moved
                    CROSS JOIN LATERAL (
                        SELECT sum(drawn.quantity) AS quantity,
                            sum(drawn.quantity) FILTER (WHERE drawn.lot_id = known.lot_id) AS of_lot
                        FROM stock_movement_lot AS drawn WHERE drawn.movement_id = moved.id
                    ) AS part
                    WHERE moved.product_id = known.product_id AND moved.kind = 'counted' AND moved.entered_at > known.opened_at
                        AND known.location_id IN (moved.from_location, moved.to_location)),
                known.counted, session_user, clock_timestamp()
            FROM known WHERE NOT EXISTS (SELECT FROM known WHERE fault IS NOT NULL)
            ORDER BY known.product_id, known.location_id, known.lot_id
            ON CONFLICT ON CONSTRAINT stock_count_line_unique DO UPDATE SET counted = EXCLUDED.counted,
                counted_by = EXCLUDED.counted_by, counted_at = EXCLUDED.counted_at
        )
        SELECT known.sku, known.location, known.lot, known.fault FROM known
        WHERE known.fault IS NOT NULL ORDER BY known.fault, known.sku COLLATE "C" LIMIT 20
        """
    let number: String
    let figures: [CountedFigure]

    /// The count's number and what was found.
    package init(number: String, figures: [CountedFigure]) {
        self.number = number
        self.figures = figures
    }

    package var parameters: [any ParameterConvertible] {
        [number, figures.map(\.sku), figures.map(\.location), figures.map(\.lot), figures.map(\.counted)]
    }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (
        sku: String, location: String, lot: String?, fault: FigureFault?
    ) {
        (
            try row.string("sku"), try row.string("location"), try row.stringOrNil("lot"),
            FigureFault(rawValue: try row.string("fault"))
        )
    }
}

/// A line of a count.
package struct StockCountLineRow: Sendable, Equatable {
    /// Keys of the line, the product and the location.
    package let id, product, locationID: Int64
    /// SKU, name and location's code, and the lot's where it is counted by itself.
    package let sku: String, name: String?, location: String, lot: String?
    /// What lay there at the opening, and what was found; nil is not counted.
    package let expected: Int, counted: Int?
    /// What lies there now of what is counted, and all that does of the product, with what of that is promised.
    package let onHand, placeOnHand, allocated: Int

    /// More or less than expected; nil until it is counted.
    package var variance: Int? { counted.map { $0 - expected } }
}

/// The lines of a count by SKU and location; of those that differ only, if asked for.
package struct SelectStockCountLines: Statement {
    package static let sql = """
        SELECT line.id, line.product_id, line.location_id, product.sku, known.name, location.code, lot.code AS lot,
            line.expected, line.counted, coalesce(balance.on_hand, 0) AS place_on_hand,
            coalesce(balance.allocated, 0) AS allocated, CASE
                WHEN NOT entry.is_by_lot THEN coalesce(balance.on_hand, 0)
                WHEN line.lot_id IS NOT NULL THEN coalesce(lotted.on_hand, 0)
                ELSE coalesce(balance.on_hand, 0) - coalesce((
                    SELECT sum(every.on_hand) FROM lot AS other JOIN stock_lot_balance AS every ON every.lot_id = other.id
                    WHERE other.product_id = line.product_id AND every.location_id = line.location_id), 0)
            END AS on_hand
        FROM stock_count AS entry JOIN stock_count_line AS line ON line.count_id = entry.id
        JOIN product ON product.id = line.product_id JOIN location ON location.id = line.location_id
        LEFT JOIN product_on(current_date) AS known ON known.product_id = line.product_id
        LEFT JOIN lot ON lot.id = line.lot_id
        LEFT JOIN stock_lot_balance AS lotted ON lotted.lot_id = line.lot_id AND lotted.location_id = line.location_id
        LEFT JOIN stock_balance AS balance ON balance.product_id = line.product_id AND balance.location_id = line.location_id
        WHERE entry.number = $1 AND (NOT $2::boolean OR line.counted <> line.expected OR line.counted IS NULL)
        ORDER BY product.sku COLLATE "C", location.code COLLATE "C", line.lot_id
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
            lot: try row.stringOrNil("lot"), expected: try row.int("expected"), counted: try row.intOrNil("counted"),
            onHand: try row.int("on_hand"), placeOnHand: try row.int("place_on_hand"),
            allocated: try row.int("allocated"))
    }
}

/// Posts what a count found more or less, in the order of the keys that locks are taken in; of several lots in one place what
/// is more comes first, so that promises are not without goods in between.
package struct InsertCountMovements: Statement {
    package static let sql = """
        INSERT INTO stock_movement (product_id, kind, from_location, to_location, quantity, count_line, effective_on, lot_id)
        SELECT line.product_id, 'counted', CASE WHEN line.counted < line.expected THEN line.location_id END,
            CASE WHEN line.counted > line.expected THEN line.location_id END, abs(line.counted - line.expected), line.id,
            $2::date, line.lot_id
        FROM stock_count AS entry JOIN stock_count_line AS line ON line.count_id = entry.id
        WHERE entry.number = $1 AND line.counted <> line.expected
        ORDER BY line.product_id, line.location_id, line.counted < line.expected, line.lot_id
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
    /// SKU and location's code, and the lot's where it is counted by itself.
    package let sku, location: String, lot: String?
    /// How many would be missing, and the least that lay there.
    package let missing: Int, least: LeastStock
}

/// The first line of a count, by SKU, of which less lay there on a day or behind it than it says is missing.
package struct SelectCountShortage: Statement {
    package static let sql = """
        SELECT product.sku, location.code, lot.code AS lot, line.expected - line.counted AS missing, least.day, least.quantity
        FROM stock_count AS entry JOIN stock_count_line AS line ON line.count_id = entry.id
        JOIN product ON product.id = line.product_id JOIN location ON location.id = line.location_id
        LEFT JOIN lot ON lot.id = line.lot_id
        CROSS JOIN LATERAL stock_least(line.product_id, line.location_id, $2::date) AS least
        WHERE entry.number = $1 AND line.counted < line.expected AND least.is_whole <> entry.is_by_lot
            AND least.lot_id IS NOT DISTINCT FROM line.lot_id AND least.quantity < line.expected - line.counted
        ORDER BY product.sku COLLATE "C", location.code COLLATE "C", line.lot_id LIMIT 1
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
            sku: try row.string("sku"), location: try row.string("code"), lot: try row.stringOrNil("lot"),
            missing: try row.int("missing"),
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

/// Puts right what other open counts expect of what the movements of a count brought or took, lot by lot where they count so.
package struct ShareCountFindings: Statement {
    package static let sql = """
        WITH moved AS (
            SELECT movement.id, movement.product_id, line.location_id, movement.quantity,
                CASE WHEN movement.to_location IS NULL THEN -1 ELSE 1 END AS direction
            FROM stock_count AS entry JOIN stock_count_line AS line ON line.count_id = entry.id
            JOIN stock_movement AS movement ON movement.count_line = line.id WHERE entry.number = $1
        ), part AS (
            SELECT moved.product_id, moved.location_id, false AS is_by_lot, NULL::bigint AS lot_id,
                moved.direction * moved.quantity AS change FROM moved
            UNION ALL
            SELECT moved.product_id, moved.location_id, true, drawn.lot_id, moved.direction * drawn.quantity
            FROM moved JOIN stock_movement_lot AS drawn ON drawn.movement_id = moved.id
            UNION ALL
            SELECT moved.product_id, moved.location_id, true, NULL, moved.direction * (moved.quantity - coalesce((
                SELECT sum(drawn.quantity) FROM stock_movement_lot AS drawn WHERE drawn.movement_id = moved.id), 0))
            FROM moved
        ), found AS (
            SELECT product_id, location_id, is_by_lot, lot_id, sum(change) AS change FROM part
            GROUP BY product_id, location_id, is_by_lot, lot_id
        )
        UPDATE stock_count_line AS other SET expected = greatest(other.expected + found.change, 0)
        FROM found JOIN stock_count AS beside ON beside.is_by_lot = found.is_by_lot
        WHERE beside.state = 'open' AND beside.number <> $1
            AND (other.count_id, other.product_id, other.location_id) = (beside.id, found.product_id, found.location_id)
            AND other.lot_id IS NOT DISTINCT FROM found.lot_id
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
