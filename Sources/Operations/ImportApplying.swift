internal import Importing
internal import Postgres
package import Storage

/// Applies plans to the catalog and takes the latest one back.
package struct ImportApplying {
    private let database: Database
    private var connection: Connection { database.connection }

    /// On a database.
    package init(_ database: Database) { self.database = database }

    /// Beyond so many rows the planner's statistics are renewed at once.
    private static let manyRows = 5_000

    /// Applies a planned run; with `acceptHeld` also what waits in it, or what waits in the latest applied run.
    ///
    /// Refuses a run that is not planned (or, for accepting, not the supplier's latest), and a plan that was made
    /// before another run was applied: that one becomes `stale`.
    package func apply(_ id: Int64, acceptHeld: Bool, dryRun: Bool = false) throws -> RunRow {
        let clock = Stopwatch()
        var isStale = false
        let result: RunRow = try database.write(dryRun: dryRun) {
            let run = try self.run(id)
            let applied = try connection.first(LockSupplier(id: run.supplierID)) ?? nil
            switch run.state {
            case "planned":
                guard run.baseRun == applied else {
                    isStale = true
                    try connection.run(MarkStale(run: id))
                    return try self.run(id)
                }
                if acceptHeld { _ = try connection.first(ReviewHeld(run: id, accepts: true)) }
                try carryOut(run)
                try connection.run(MarkApplied(run: id, supplier: run.supplierID, seconds: clock.seconds))
            case "applied" where acceptHeld && applied == id:
                _ = try connection.first(ReviewHeld(run: id, accepts: true))
                try carryOut(run)
            default: throw cannotApply(run, applied)
            }
            try assess(connection.fetch(SelectKnownProductsOf(run: id, supplier: run.supplierID)))
            try connection.run(
                InsertAudit(
                    action: "import.apply", subjectKind: "import_run", subject: String(id),
                    detail: [("supplier", run.supplier), ("accept_held", acceptHeld ? "yes" : "no")]))
            return try self.run(id)
        }
        if isStale {
            throw Refusal(
                "stale_plan",
                "run \(id) was planned against run \(result.baseRun.map(String.init) ?? "none"), but run \(result.suppliersRun.map(String.init) ?? "none") is applied now",
                remedy: "plan the file again: nephrite import plan FILE --supplier \(result.supplier)", run: id)
        }
        if result.new + result.changed > Self.manyRows, !dryRun { try connection.run(AnalyseItems()) }
        return result
    }

    /// A person's decision on what waits in a run.
    package struct Decision: Sendable {
        /// Whether the changes are to hold.
        package let accepts: Bool
        /// The items it is about; nil for all.
        package var partNumbers: [String]?
        /// The rule it is about, as `price_change`; nil for all.
        package var rule: String?
        /// What the person writes beside it.
        package var note: String?

        /// The rules by which changes wait, as they stand in front of each reason.
        static let rules = ["price_change", "missing_share"] + HoldRule.allCases.map(\.rawValue)

        /// A decision on everything that waits.
        package init(accepts: Bool) { self.accepts = accepts }
    }

    /// Decides on what waits in a plan, or in the supplier's latest applied run; there what is accepted is applied at once.
    ///
    /// Refuses a run in which nothing of what is named waits (`nothing_held`), and one that was overtaken.
    package func review(_ id: Int64, _ decision: Decision, dryRun: Bool = false) throws -> RunRow {
        try database.write(dryRun: dryRun) {
            let run = try self.run(id)
            let applied = try connection.first(LockSupplier(id: run.supplierID)) ?? nil
            guard run.state == "planned" || run.state == "applied" && applied == id else {
                throw cannotApply(run, applied)
            }
            try checkNamed(decision, id)
            let decided = try connection.first(
                ReviewHeld(
                    run: id, accepts: decision.accepts, partNumbers: decision.partNumbers, rule: decision.rule,
                    note: decision.note))
            guard let decided, decided > 0 else { throw try nothingHeld(id) }
            if decision.accepts, run.state == "applied" {
                try carryOut(run)
                try assess(connection.fetch(SelectKnownProductsOf(run: id, supplier: run.supplierID)))
            }
            try connection.run(
                InsertAudit(
                    action: decision.accepts ? "import.accept" : "import.reject", subjectKind: "import_run",
                    subject: String(id), detail: [("supplier", run.supplier), ("changes", String(decided))]))
            return try self.run(id)
        }
    }

    /// A decision is carried out for all that it names or not at all.
    private func checkNamed(_ decision: Decision, _ id: Int64) throws {
        if let rule = decision.rule, !Decision.rules.contains(rule) {
            throw Refusal(
                "hold_rule_unknown", "there is no rule \"\(rule)\" that lets changes wait", at: "--rule",
                remedy: "give one of \(Decision.rules.joined(separator: ", "))", status: .usage)
        }
        guard let named = decision.partNumbers else { return }
        let held = Set(try connection.fetch(SelectHeldNumbers(run: id, partNumbers: named)))
        let others = named.filter { !held.contains($0) }
        if !others.isEmpty, !held.isEmpty {
            throw Refusal(
                "nothing_held", "\(others.joined(separator: ", ")) does not wait in run \(id); nothing was decided",
                remedy: "nephrite import show \(id) --held shows what does")
        }
    }

    private func nothingHeld(_ id: Int64) throws -> Refusal {
        let held = try connection.fetch(SelectHeld(run: id, limit: 20))
        let names = held.map { "\($0.partNumber) (\($0.rules.joined(separator: ", ")))" }
        return Refusal(
            "nothing_held",
            names.isEmpty ? "nothing waits in run \(id)" : "nothing that is named waits in run \(id)",
            remedy: names.isEmpty ? nil : "what waits: \(names.joined(separator: "; "))")
    }

    /// Takes the supplier's latest applied run back: items, prices and products are as before it.
    package func rollback(_ id: Int64, dryRun: Bool = false) throws -> RunRow {
        try database.write(dryRun: dryRun) {
            let run = try self.run(id)
            let applied = try connection.first(LockSupplier(id: run.supplierID)) ?? nil
            guard run.state == "applied", applied == id else { throw cannotRollBack(run, applied) }
            let uses = try connection.fetch(SelectRollbackUses(run: id))
            guard uses.isEmpty else {
                throw Refusal(
                    "products_in_use",
                    "products that run \(id) made are in use: "
                        + uses.map { "\($0.sku) (\($0.usedBy))" }.joined(separator: ", "),
                    remedy: "undo that first, or leave the run and import a corrected feed")
            }
            let known = try connection.fetch(SelectKnownProductsOf(run: id, supplier: run.supplierID))
            try connection.run(RemoveCreatedItems(run: id, supplier: run.supplierID))
            try connection.run(RemoveCreatedProducts(run: id))
            try connection.run(RestoreItems(run: id, supplier: run.supplierID))
            try connection.run(MarkRolledBack(run: id, supplier: run.supplierID))
            try assess(known)
            try connection.run(
                InsertAudit(
                    action: "import.rollback", subjectKind: "import_run", subject: String(id),
                    detail: [("supplier", run.supplier)]))
            return try self.run(id)
        }
    }

    /// What people know of a product is held against its items as they are now.
    private func assess(_ products: [Int64]) throws {
        if !products.isEmpty { try Assessing(database).reassess(products) }
    }

    private func run(_ id: Int64) throws -> RunRow {
        guard let run = try connection.first(SelectRun(run: id)) else { throw ImportViews.unknown(id) }
        return run
    }

    /// The set-based merge: new items with their products, then changes and ends.
    private func carryOut(_ run: RunRow) throws {
        if run.new + run.changed + run.missing + run.held > Self.manyRows { try connection.run(JoinByHash()) }
        if try connection.first(OthersHaveItems(supplier: run.supplierID)) == true {
            try connection.run(JoinNewItems(run: run.id, supplier: run.supplierID))
        }
        for taken in try connection.fetch(SelectTakenSKUs(run: run.id)) {
            try connection.run(SetFreeSKU(run: run.id, record: taken.record, sku: taken.sku))
        }
        try connection.run(CreateNewItems(run: run.id, supplier: run.supplierID))
        try connection.run(ChangeItems(run: run.id, supplier: run.supplierID))
    }

    private func cannotApply(_ run: RunRow, _ applied: Int64?) -> Refusal {
        switch run.state {
        case "applied":
            return Refusal(
                "already_applied", "run \(run.id) is applied already",
                remedy: applied == run.id
                    ? "nephrite import apply \(run.id) --accept-held applies what waits in it"
                    : "run \(applied.map(String.init) ?? "?") came after it; plan the file again")
        case "failed":
            return Refusal(
                "run_failed", "run \(run.id) was refused: \(run.faultMessage ?? "")", remedy: "import a corrected file")
        default:
            return Refusal(
                "not_planned", "run \(run.id) is \(run.state)",
                remedy: "plan the file again: nephrite import plan FILE --supplier \(run.supplier)")
        }
    }

    private func cannotRollBack(_ run: RunRow, _ applied: Int64?) -> Refusal {
        let latest = applied.map { "run \($0)" } ?? "none"
        return Refusal(
            "not_latest",
            "run \(run.id) is \(run.state); only the supplier's latest applied run can be rolled back: \(latest)",
            remedy: applied.map { "nephrite import rollback \($0)" })
    }
}
