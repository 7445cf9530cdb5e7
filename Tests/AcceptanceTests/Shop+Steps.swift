import Testing

extension Shop {
    /// The rows of a list.
    func rows(_ arguments: [String], location: SourceLocation = #_sourceLocation) throws -> [[String: Any]] {
        let answer = try done(arguments, location: location)
        return try #require(answer["rows"] as? [[String: Any]], sourceLocation: location)
    }

    /// Checks some of an answer's values.
    func expect<Value: Equatable>(
        _ answer: [String: Any], _ values: [String: Value], location: SourceLocation = #_sourceLocation
    ) {
        for (key, value) in values {
            let found = answer[key] as? Value
            #expect(found == value, "\(key): \(String(describing: answer[key]))", sourceLocation: location)
        }
    }

    /// Makes an order, confirms it and promises all of it from what is received for it.
    func allocated(_ customer: String, _ lines: [String]) throws -> String {
        let number = try order(customer, lines)
        try done(["order", "confirm", number])
        try done(["order", "allocate", number])
        return number
    }

    /// Ships lines of an order and invoices them.
    func shipAndInvoice(_ number: String, _ lines: [String]) throws -> [String: Any] {
        try done(["order", "ship", number] + lines.flatMap { ["--line", $0] })
        return try done(["invoice", "create", number])
    }

    /// The company's day.
    func today() throws -> String {
        try value(of: "SELECT (now() AT TIME ZONE (SELECT value FROM setting WHERE key = 'time_zone'))::date")
    }

    /// Pays all of an invoice.
    func pay(_ invoice: [String: Any]) throws {
        let number = try #require(invoice["invoice"] as? String)
        let gross = try #require(invoice["gross"] as? String)
        try done(["invoice", "pay", number, "--amount", gross, "--on", "2026-11-20"])
    }
}
