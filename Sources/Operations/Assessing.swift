internal import Catalog
internal import Postgres
internal import Storage

/// Grading products and screening their texts, one or all, and keeping what came out.
package struct Assessing {
    private let database: Database
    private let loader: AssessorLoader
    private let progress: (_ done: Int, _ total: Int) -> Void
    private var connection: Connection { database.connection }

    /// On a database; `progress` is told now and then how many items are done, and of how many.
    package init(_ database: Database, progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }) {
        self.database = database
        self.progress = progress
        loader = AssessorLoader(database)
    }

    /// What grading all products came to.
    package struct GradeCount: Sendable {
        /// Products with each grade that occurs, by its code.
        package let products: [String: Int]
        /// Items and products whose grade is another than before.
        package let changed: Int
    }

    /// What screening all items came to.
    package struct ScreenCount: Sendable {
        /// Items in all; with nothing found; with flags alone; with something that must not be published.
        package let items, allowed, flagged, blocked: Int
        /// Findings in all.
        package let findings: Int
    }

    private static let page = 500

    /// Grades a product and screens its texts anew; answers the product as it is then.
    package func reassess(_ sku: String, dryRun: Bool = false) throws -> Products.Detail {
        try database.write(dryRun: dryRun) {
            let products = Products(database)
            _ = try reassess(product: try products.product(sku).id)
            return try products.show(sku)
        }
    }

    /// The same for a product by its key; answers whether its grade changed.
    func reassess(product: Int64) throws -> Bool {
        let assessor = try loader.assessor()
        let facts = try known(product)
        let items = try connection.fetch(SelectProductItems(product: product, today: try database.today()))
        let studies = try connection.fetch(SelectProductStudies(product: product)).map(\.study)
        let today = try database.day()
        let whole = KnownProduct(items.first?.item, facts)
        let grading = assessor.grading(of: whole)
        let changed = try connection.run(SetProductGrade(product: product, facts.isEmpty ? nil : grading))
        var writer = ClaimWriter(rulesVersion: assessor.rulesVersion)
        for (index, row) in items.enumerated() {
            let known = KnownProduct(row.item, index == 0 ? facts : Self.ofOtherItems(facts))
            let product = assessor.supported(known, by: studies, on: today)
            writer.add(assessor.screening(of: product, grade: grading.grade), version: row.version)
        }
        try connection.run(DeleteClaims(items.map(\.version)))
        try connection.run(
            SetVersionGrades(
                items.map(\.version), grades: items.map { assessor.grading(of: KnownProduct($0.item)).code }))
        try writer.flush(connection)
        return changed > 0
    }

    /// Our own texts stand in place of those of the item that counts alone.
    private static func ofOtherItems(_ facts: [String: KnownFact]) -> [String: KnownFact] {
        facts.filter { $0.key != "name" && $0.key != "description" }
    }

    /// What people said of a product, by field.
    private func known(_ product: Int64) throws -> [String: KnownFact] {
        var facts: [String: KnownFact] = [:]
        for row in try connection.fetch(SelectProductFacts(product: product)) { facts[row.field] = row.fact }
        return facts
    }

    /// Assesses the products that people know something of and whose items a run has just brought or given back.
    func reassess(_ products: [Int64]) throws {
        for product in products { _ = try reassess(product: product) }
    }

    /// Grades every product anew.
    package func gradeAll(dryRun: Bool = false) throws -> GradeCount {
        try database.write(dryRun: dryRun) {
            let assessor = try loader.assessor()
            var changed = 0
            try forEachPage { rows in
                let grades = rows.map { assessor.grading(of: KnownProduct($0.item)).code }
                changed += try connection.run(SetVersionGrades(rows.map(\.version), grades: grades))
            }
            for product in try knownProducts() where try reassess(product: product) { changed += 1 }
            var products: [String: Int] = [:]
            for row in try connection.fetch(CountGrades(today: try database.today())) {
                products[row.grade] = row.products
            }
            try note("product.grade", changed: changed)
            return GradeCount(products: products, changed: changed)
        }
    }

    /// Screens the texts of every item anew.
    package func screenAll(dryRun: Bool = false) throws -> ScreenCount {
        try database.write(dryRun: dryRun) {
            let assessor = try loader.assessor()
            try forEachPage { rows in
                // What people know of a product counts for its texts; those follow below.
                let rows = rows.filter { !$0.isKnown }
                var writer = ClaimWriter(rulesVersion: assessor.rulesVersion)
                for row in rows {
                    let product = KnownProduct(row.item)
                    let grade = assessor.grading(of: product).grade
                    writer.add(assessor.screening(of: product, grade: grade), version: row.version)
                }
                try connection.run(DeleteClaims(rows.map(\.version)))
                try writer.flush(connection)
            }
            for product in try knownProducts() { _ = try reassess(product: product) }
            guard let count = try connection.first(CountClaims(today: database.today())) else {
                throw Refusal("row_missing", "the database did not count", status: .bug)
            }
            try note("product.screen", changed: count.findings)
            return ScreenCount(
                items: count.items, allowed: count.allowed, flagged: count.flagged, blocked: count.blocked,
                findings: count.findings)
        }
    }

    private typealias ItemRow = SelectItemsToAssess.Output

    private func forEachPage(_ body: ([ItemRow]) throws -> Void) throws {
        var after: Int64 = 0
        var done = 0
        let total = try connection.first(CountAllItems()) ?? 0
        while true {
            let rows = try connection.fetch(SelectItemsToAssess(after: after, limit: Self.page))
            guard let last = rows.last else { return }
            try database.checkInterruption()
            try body(rows)
            after = last.id
            done += rows.count
            progress(done, total)
        }
    }

    private func knownProducts() throws -> [Int64] {
        var products: [Int64] = []
        while true {
            let page = try connection.fetch(SelectKnownProducts(after: products.last ?? 0, limit: Self.page))
            if page.isEmpty { return products }
            products += page
        }
    }

    private func note(_ action: String, changed: Int) throws {
        try connection.run(
            InsertAudit(
                action: action, subjectKind: "product", subject: "all", detail: [("changed", String(changed))]))
    }
}
