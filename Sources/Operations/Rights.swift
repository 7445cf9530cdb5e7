internal import Orders
internal import Postgres
package import Storage

/// What a person may be given the right to do.
package enum Right: String, Sendable, CaseIterable {
    /// To give and take rights, and to sell at another price than by list.
    case manageRights = "manage_rights"
    case overridePrice = "override_price"
    /// To release holds of a kind.
    case releaseCredit = "release_credit"
    case releaseDeposit = "release_deposit"
    case releasePrice = "release_price"
    case releaseStock = "release_stock"
    case releaseCompliance = "release_compliance"
    case releaseManual = "release_manual"

    /// The right to release a kind of hold.
    init(releasing kind: HoldKind) {
        switch kind {
        case .credit: self = .releaseCredit
        case .deposit: self = .releaseDeposit
        case .price: self = .releasePrice
        case .stock: self = .releaseStock
        case .compliance: self = .releaseCompliance
        case .manual: self = .releaseManual
        }
    }
}

/// Who may do what: a right that nobody has been given is everybody's.
package struct Rights {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// All rights that were given, by name and person.
    package func list() throws -> [RightRow] { try connection.fetch(SelectRights()) }

    /// Gives a person a right; from then on only who was given it has it.
    ///
    /// The person is named as he is connected to the database. Refuses `right_missing`.
    package func grant(_ right: Right, to person: String, dryRun: Bool = false) throws -> [RightRow] {
        try database.write(dryRun: dryRun) {
            try require(.manageRights)
            try connection.run(InsertRight(name: right.rawValue, person: person))
            try connection.run(
                InsertAudit(action: "right.grant", subjectKind: "person", subject: "\(person) \(right.rawValue)"))
            return try list()
        }
    }

    /// Takes a right away; when it was the last person's, it is everybody's again.
    ///
    /// Refuses `right_missing`, `right_unknown` for who does not have it.
    package func revoke(_ right: Right, from person: String, dryRun: Bool = false) throws -> [RightRow] {
        try database.write(dryRun: dryRun) {
            try require(.manageRights)
            guard try connection.first(DeleteRight(name: right.rawValue, person: person)) != nil else {
                throw Refusal(
                    "right_unknown", "\(person) was not given \(right.rawValue)", at: person,
                    remedy: "nephrite right list shows who has which")
            }
            try connection.run(
                InsertAudit(action: "right.revoke", subjectKind: "person", subject: "\(person) \(right.rawValue)"))
            return try list()
        }
    }

    /// Refuses (`right_missing`) who is connected and lacks a right, by his name.
    func require(_ right: Right) throws {
        guard let own = try connection.first(SelectOwnRight(name: right.rawValue)), !own.hasRight else { return }
        let holders = try list().filter { $0.name == right.rawValue }.map(\.person)
        throw Refusal(
            "right_missing", "\(own.person) lacks the right \(right.rawValue)", at: own.person,
            remedy: "ask \(holders.joined(separator: ", ")), or be given it: nephrite right grant \(own.person) "
                + right.rawValue)
    }
}
