/// What a report is, as data: its columns, what it can be asked, and how it is laid out.
package struct Report: Sendable {
    /// Whether a report is about days in a row.
    package enum PeriodUse: Sendable, Equatable {
        /// It is not.
        case none
        /// It is when a period is given, else about all there is.
        case optional
        /// It always is; without one it is about this, in a form of `Period`.
        case always(default: String)
    }

    /// Whether a report can tell what had been entered by a day.
    package enum Knowledge: Sendable, Equatable {
        /// It is made of entries that keep the moment they were made.
        case ofEntries
        /// So it is, with amounts converted at rates of which only the last word is kept.
        case ofEntriesAtRates
        /// It cannot, for this reason.
        case onlyNow(String)

        /// What waits for being done.
        static let open = onlyNow("what was open, promised or held then is not kept")
        /// What a run or a person said last.
        static let last = onlyNow("what it shows is kept only as it is now")
    }

    /// Something that figures can be grouped by, or rows split by.
    package struct Dimension: Sendable {
        /// Its name in `--by`.
        package let name: String
        /// The columns it brings, the key first.
        package let columns: [Column]

        /// A dimension.
        package init(_ name: String, _ columns: [Column]) {
            self.name = name
            self.columns = columns
        }

        /// A dimension of one column of its name.
        package init(_ column: Column) { self.init(column.name, [column]) }
    }

    /// Its name on the command line, in kebab-case.
    package let name: String
    /// Its name for people.
    package let title: String
    /// What it tells, in one sentence.
    package let abstract: String
    /// What else a person has to know to read its figures.
    package let notes: String
    /// Command lines that show what it can do, without the program's name.
    package let examples: [String]
    /// Its columns, behind those of the dimensions asked for.
    package let columns: [Column]
    /// Whether it is about a period.
    package var period = PeriodUse.none
    /// Whether it can speak for a past day.
    package var takesAsOf = false
    /// Whether it can tell what had been entered by a day.
    package var knowledge = Knowledge.last
    /// What its figures can be grouped by, or its rows split by; empty for a report of fixed columns.
    package var dimensions: [Dimension] = []
    /// The dimensions it has unless others are asked for.
    package var defaultBy: [String] = []
    /// Values wanted of a column unless others are asked for.
    package var defaultFilters: [String: [String]] = [:]
    /// Columns by which the statement chooses rows, so that they need not be shown.
    package var statementFilters: Set<String> = []
    /// Columns that name a currency and always have the base currency.
    package var baseCurrencyColumns: Set<String> = []
    /// The column whose equal values, which come in a row, stand together with their sums.
    package var group: String?
    /// Its picture.
    package var chart: Chart?
    /// The one column that is its key, where its statement can read the row of one alone.
    package var chosenKey: String?
    /// What its figures are made of.
    package var explanations: [Explanation] = []
    /// Figures that no rows sum to, each with the reason.
    package var unexplained: [(columns: [String], reason: String)] = []

    /// A report that takes no parameters; what it takes is set afterwards.
    package init(
        _ name: String, title: String, abstract: String, notes: String = "", examples: [String], columns: [Column]
    ) {
        self.name = name
        self.title = title
        self.abstract = abstract
        self.notes = notes
        self.examples = examples
        self.columns = columns
    }

    /// Whether it can tell what had been entered by a day.
    package var tellsKnown: Bool { reasonUnknown == nil }

    /// Why it cannot tell what had been entered by a day; nil where it can.
    package var reasonUnknown: String? {
        if case .onlyNow(let reason) = knowledge { reason } else { nil }
    }

    /// The columns with the dimensions asked for, in the order asked for.
    ///
    /// A dimension whose key the report has anyway splits its rows by that, and stands in its place; the others are in front.
    package func columns(by names: [String]) -> [Column] {
        let asked = names.compactMap { name in dimensions.first { $0.name == name }?.columns }
        func splits(_ dimension: [Column], _ column: Column) -> Bool { dimension.first?.name == column.name }
        return asked.filter { dimension in !columns.contains { splits(dimension, $0) } }.flatMap(\.self)
            + columns.flatMap { column in asked.first { splits($0, column) } ?? [column] }
    }

    /// Every column that it can have, those of its dimensions first.
    package var allColumns: [Column] {
        let others = dimensions.flatMap(\.columns)
        return others + columns.filter { column in !others.contains { $0.name == column.name } }
    }

    /// Every column by which rows can be chosen: those that are shown, and those by which the statement itself chooses.
    package func filterableColumns(by names: [String]) -> [Column] {
        let shown = columns(by: names).filter { $0.derivation == nil }
        let others = dimensions.flatMap(\.columns).filter { column in
            statementFilters.contains(column.name) && !shown.contains { $0.name == column.name }
        }
        return shown + others
    }
}
