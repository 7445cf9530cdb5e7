package import Postgres

/// Who may do something.
package struct RightRow: Sendable, Equatable {
    /// The right's name, and the person's as he is connected.
    package let name, person: String
    /// Who gave it, and when.
    package let grantedBy, grantedAt: String
}

/// All rights that were given, by name and person.
package struct SelectRights: Statement {
    package static let sql = """
        SELECT name, person, granted_by,
            to_char(granted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS granted_at
        FROM person_right ORDER BY name COLLATE "C", person COLLATE "C"
        """

    /// The statement.
    package init() {}

    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> RightRow {
        RightRow(
            name: try row.string("name"), person: try row.string("person"), grantedBy: try row.string("granted_by"),
            grantedAt: try row.string("granted_at"))
    }
}

/// Whether who is connected has a right, and his name.
package struct SelectOwnRight: Statement {
    package static let sql = "SELECT session_user AS person, person_has_right($1) AS has_right"
    let name: String

    /// The right.
    package init(name: String) { self.name = name }

    package var parameters: [any ParameterConvertible] { [name] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> (person: String, hasRight: Bool) {
        (try row.string("person"), try row.bool("has_right"))
    }
}

/// Gives a person a right; what he has already is not given again.
package struct InsertRight: Statement {
    package static let sql = """
        INSERT INTO person_right (name, person) VALUES ($1, $2) ON CONFLICT ON CONSTRAINT person_right_pk DO NOTHING
        """
    let name: String
    let person: String

    /// The right and the person.
    package init(name: String, person: String) {
        self.name = name
        self.person = person
    }

    package var parameters: [any ParameterConvertible] { [name, person] }
}

/// Takes a right away; answers the person who had it.
package struct DeleteRight: Statement {
    package static let sql = "DELETE FROM person_right WHERE name = $1 AND person = $2 RETURNING person"
    let name: String
    let person: String

    /// The right and the person.
    package init(name: String, person: String) {
        self.name = name
        self.person = person
    }

    package var parameters: [any ParameterConvertible] { [name, person] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("person") }
}

/// Writes until when a quotation holds.
package struct UpdateValidity: Statement {
    package static let sql = "UPDATE sales_order SET valid_until = $2::date WHERE id = $1"
    let order: Int64
    let day: String?

    /// The order and the last day; nil is without end.
    package init(order: Int64, day: String?) {
        self.order = order
        self.day = day
    }

    package var parameters: [any ParameterConvertible] { [order, day] }
}

/// The quotations whose last day is before a day, by their keys.
package struct SelectLapsedQuotes: Statement {
    package static let sql = """
        SELECT number FROM sales_order WHERE state = 'quoted' AND valid_until < $1::date ORDER BY id LIMIT 1000
        """
    let day: String

    /// The day.
    package init(day: String) { self.day = day }

    package var parameters: [any ParameterConvertible] { [day] }
    package static func decode(_ row: borrowing Row) throws(DecodingFault) -> String { try row.string("number") }
}
