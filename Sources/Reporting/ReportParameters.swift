package import Quantities

/// What a report was asked, resolved to days, names and values, so that it is the same whenever it is read.
package struct ReportParameters: Sendable, Equatable {
    /// The period; nil for a report without one.
    package var period: Period?
    /// The day the report speaks for.
    package var asOf: Day
    /// The day by whose end entries had to be made; nil where all count.
    package var asKnownOn: Day?
    /// The dimensions.
    package var by: [String] = []
    /// Wanted values by column, in the order of the columns' names.
    package var filters: [Filter] = []

    /// The values wanted of a column.
    package struct Filter: Sendable, Equatable {
        /// The column.
        package let column: String
        /// The values, any of which will do; an empty one means rows without a value.
        package var values: [String]

        /// A filter.
        package init(column: String, values: [String]) {
            self.column = column
            self.values = values
        }
    }

    /// Parameters that only say for which day.
    package init(asOf: Day) { self.asOf = asOf }
}

/// What a person asked, as it was typed.
package struct ReportRequest: Sendable, Equatable {
    /// Ends of the period, and the period by name.
    package var from, to, period: String?
    /// The day.
    package var asOf: String?
    /// The day by which things had to be entered.
    package var asKnownOn: String?
    /// Dimensions, separated by commas.
    package var by: String?
    /// `column=value`, any number of them.
    package var filters: [String] = []

    /// A request without wishes.
    package init() {}
}

/// Why a request cannot be answered.
package struct RequestFault: Error, Sendable, Equatable {
    /// Its stable name.
    package let code: String
    /// What is wrong, the option it is about, and what there is instead.
    package let message, place, remedy: String
}

extension ReportParameters {
    /// Resolves a request to a report.
    ///
    /// Who asks for what was known on a day is answered as on that day: it is today for what the request leaves open.
    ///
    /// **Throws** the first fault: of what is known, the period, the day, the dimensions, the filters, in this order.
    package init(_ request: ReportRequest, to report: Report, today: Day) throws(RequestFault) {
        asKnownOn = try Self.knownDay(request, report, today)
        let today = asKnownOn ?? today
        period = try Self.period(request, report, today)
        asOf = try Self.day(request, report, period, today)
        by = try Self.dimensions(request, report)
        filters = try Self.filters(request, report, by)
    }

    private static func knownDay(_ request: ReportRequest, _ report: Report, _ today: Day) throws(RequestFault) -> Day?
    {
        guard let text = request.asKnownOn else { return nil }
        let place = "--as-known-on"
        if case .onlyNow(let reason) = report.knowledge {
            throw RequestFault(
                code: "not_kept", message: "\(report.name) cannot tell what was known on a day: \(reason)",
                place: place,
                remedy: "leave it out, and keep what is printed today")
        }
        let day = text == "today" ? today : try day(text, place)
        guard day <= today else {
            throw RequestFault(
                code: "day_invalid", message: "\(day) is still to come", place: place,
                remedy: "give a day up to today, \(today)")
        }
        return day
    }

    private static func period(_ request: ReportRequest, _ report: Report, _ today: Day) throws(RequestFault) -> Period?
    {
        let isAsked = request.period != nil || request.from != nil || request.to != nil
        guard report.period != .none else {
            guard isAsked else { return nil }
            throw RequestFault(
                code: "parameter_unknown", message: "\(report.name) has no period",
                place: request.period == nil ? "--from" : "--period",
                remedy: "leave it out; nephrite-report \(report.name) --help shows what it takes")
        }
        if let text = request.period {
            guard request.from == nil, request.to == nil else {
                throw RequestFault(
                    code: "period_invalid", message: "a period is given twice", place: "--period",
                    remedy: "give either --period, or --from and --to")
            }
            guard let period = Period(text, today: today) else {
                throw RequestFault(
                    code: "period_invalid", message: "\"\(text)\" is no period", place: "--period",
                    remedy: "give one such as \(Period.forms)")
            }
            return period
        }
        guard let first = request.from else {
            if request.to != nil {
                throw RequestFault(
                    code: "period_invalid", message: "a period needs its first day", place: "--to",
                    remedy: "give --from too")
            }
            guard case .always(let text) = report.period else { return nil }
            return Period(text, today: today)
        }
        let (from, to) = (
            try day(first, "--from"), try request.to.map { text throws(RequestFault) in try day(text, "--to") } ?? today
        )
        guard let period = Period(from: from, to: to) else {
            throw RequestFault(
                code: "period_invalid", message: "the period ends on \(to), before it begins on \(from)",
                place: "--from",
                remedy: "give a --to that is not before --from")
        }
        return period
    }

    private static func day(_ text: String, _ place: String) throws(RequestFault) -> Day {
        guard let day = Day(text), day.year >= 1000 else {
            throw RequestFault(
                code: "day_invalid", message: "\"\(text)\" is no day", place: place,
                remedy: "give year, month and day: 2026-10-31")
        }
        return day
    }

    /// The day that is asked for, else the period's last, if that is over, else today.
    private static func day(
        _ request: ReportRequest, _ report: Report, _ period: Period?, _ today: Day
    ) throws(RequestFault) -> Day {
        guard let text = request.asOf else { return min(period?.to ?? today, today) }
        guard report.takesAsOf else {
            throw RequestFault(
                code: "parameter_unknown", message: "\(report.name) does not speak for a day of one's choice",
                place: "--as-of", remedy: "leave it out; nephrite-report \(report.name) --help shows what it takes")
        }
        let day = text == "today" ? today : try day(text, "--as-of")
        guard day <= today else {
            throw RequestFault(
                code: "day_invalid",
                message: "\(day) \(request.asKnownOn == nil ? "is" : "was") still to come", place: "--as-of",
                remedy: "give a day up to \(request.asKnownOn == nil ? "today" : "--as-known-on"), \(today)")
        }
        return day
    }

    private static func dimensions(_ request: ReportRequest, _ report: Report) throws(RequestFault) -> [String] {
        guard let text = request.by else { return report.defaultBy }
        guard !report.dimensions.isEmpty else {
            throw RequestFault(
                code: "parameter_unknown", message: "\(report.name) is not grouped by anything", place: "--by",
                remedy: "leave it out; nephrite-report \(report.name) --help shows what it takes")
        }
        let known = report.dimensions.map(\.name)
        let names = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
        for name in names where !known.contains(name) {
            throw RequestFault(
                code: "dimension_unknown", message: "\(report.name) is not grouped by \"\(name)\"", place: "--by",
                remedy: "give one or more of \(known.joined(separator: ", "))")
        }
        guard Set(names).count == names.count else {
            throw RequestFault(
                code: "dimension_unknown", message: "the same is given twice", place: "--by", remedy: "give each once")
        }
        let times = names.filter { CalendarUnit(rawValue: $0) != nil }
        guard times.count <= 1 else {
            throw RequestFault(
                code: "dimension_unknown", message: "\(times.joined(separator: " and ")) are both time", place: "--by",
                remedy: "give one of them")
        }
        return names
    }

    private static func filters(_ request: ReportRequest, _ report: Report, _ by: [String]) throws(RequestFault)
        -> [Filter]
    {
        var filters: [String: [String]] = [:]
        let columns = report.filterableColumns(by: by)
        for text in request.filters {
            let parts = text.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
            guard parts.count == 2 else {
                throw RequestFault(
                    code: "filter_invalid", message: "\"\(text)\" is no column=value", place: "--where",
                    remedy: "give a column and a value, as \(columns.first?.name ?? "sku")=…")
            }
            // A dimension may be meant by its own name, as product for sku.
            let name = report.dimensions.first { $0.name == parts[0] }?.columns.first?.name ?? parts[0]
            guard let column = columns.first(where: { $0.name == name }) else {
                throw RequestFault(
                    code: "column_unknown", message: "\(report.name) has no column \"\(parts[0])\" to choose by",
                    place: "--where",
                    remedy: "there are \(columns.map(\.name).joined(separator: ", "))")
            }
            try check(parts[1], column)
            filters[name, default: []].append(parts[1])
        }
        for (name, values) in report.defaultFilters where filters[name] == nil { filters[name] = values }
        return filters.sorted { $0.key < $1.key }.map { Filter(column: $0.key, values: $0.value) }
    }

    private static func check(_ value: String, _ column: Column) throws(RequestFault) {
        guard !value.isEmpty else { return }
        if !column.codes.isEmpty, !column.codes.contains(value) {
            throw RequestFault(
                code: "filter_invalid", message: "\(column.name) is never \"\(value)\"", place: "--where",
                remedy: "its values are \(column.codes.joined(separator: ", "))")
        }
        guard Cell(value, of: column) != nil else {
            let wanted =
                switch column.kind {
                case .integer, .quantity: "a whole number"
                case .date: "a day such as 2026-10-31"
                default: "a number with a point, such as 12.50"
                }
            throw RequestFault(
                code: "filter_invalid", message: "\"\(value)\" is nothing that \(column.name) could be",
                place: "--where",
                remedy: "give \(wanted)")
        }
    }
}
