internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering

/// What every command takes.
struct CommonOptions: ParsableArguments {
    @Option(name: [.customShort("O"), .long], help: "How to print the answer: table, json or csv.")
    var output: AnswerForm = .table

    @OptionGroup var connection: ConnectionOptions

    @Flag(help: "Answer yes to every question.")
    var yes = false

    /// Whether only results and errors are wanted.
    var quiet: Bool { connection.quiet }

    /// Whether a person reads a table.
    var isTable: Bool { output == .table }

    /// Opens the database in the role of the app.
    func open(_ role: Database.Role = .app) throws -> Database { try connection.open(role) }

    /// Says on standard error what takes its time.
    func report(_ sentence: String) { connection.report(sentence) }

    /// Says on standard error what comes next, to a person who reads a table.
    func hint(_ sentence: String) { if isTable { report(sentence) } }

    /// Prints an answer; the table of a list has the columns given alone, JSON and CSV have all keys.
    func show(_ answer: Answer, columns: [String]? = nil) throws {
        try output.print(isTable ? columns.map(answer.narrowed) ?? answer : answer)
    }

    /// The environment's variables.
    func environment() -> [String: String] { connection.environment() }
}

/// What commands that change something take besides.
struct ChangeOptions: ParsableArguments {
    @Option(help: "A key of your own: the same key gives the first answer again instead of doing it twice.")
    var key: String?

    @Flag(help: "Do everything but keep it.")
    var dryRun = false

    /// What an option says, as part of a request with a key; one that is not given leaves no trace, so that keys of before it
    /// was there go on to mean the same request.
    static func said(_ option: String, _ value: String?) -> [String] { value.map { [option, $0] } ?? [] }

    /// Does a change and prints its answer; with a key the first answer is printed again.
    ///
    /// `body` answers what to print and the exit status that goes with it, `columns` are those of the table of a list.
    func perform(
        _ command: String, _ request: [String], _ common: CommonOptions, _ database: Database,
        inOneSnapshot: Bool = false, columns: [String]? = nil, _ body: () throws -> (Answer, Int32)
    ) throws {
        guard let key else {
            let (answer, status) = try body()
            try common.show(answer, columns: columns)
            if status != 0 { throw ExitCode(status) }
            return
        }
        let keyed = try database.once(
            RequestKey(command: command, key: key, body: request), dryRun: dryRun, inOneSnapshot: inOneSnapshot
        ) {
            let (answer, status) = try body()
            return (answer.json, status)
        }
        guard case .answer(let text, let status, _) = keyed else { return }
        if common.output == .json {
            try Console.write(text + "\n")
        } else {
            try common.show(try Answer(json: text), columns: columns)
        }
        if status != 0 { throw ExitCode(status) }
    }
}

/// How long a list may be.
struct LimitOptions: ParsableArguments {
    @Option(help: "At most so many rows.")
    var limit: Int = 100

    func validate() throws {
        guard limit > 0 else { throw ValidationError("--limit must be above zero") }
    }
}

/// A page of a list.
struct PageOptions: ParsableArguments {
    @OptionGroup var most: LimitOptions

    @Option(help: "Only what comes behind this key, the last row's of the page before.")
    var after: String?

    var limit: Int { most.limit }

    /// The page of what is in memory already, in the order of its keys.
    func page<Row>(of rows: some Sequence<Row>, by key: (Row) -> String) -> [Row] {
        func precedes(_ one: String, _ other: String) -> Bool { one.utf8.lexicographicallyPrecedes(other.utf8) }
        let sorted = rows.sorted { precedes(key($0), key($1)) }
        return Array(sorted.drop { row in after.map { !precedes($0, key(row)) } ?? false }.prefix(limit))
    }

    /// The key as a number, for lists in numeric order.
    func numericAfter() throws -> Int? {
        guard let after else { return nil }
        guard let number = Int(after) else { throw ValidationError("--after takes a number here, not \"\(after)\"") }
        return number
    }
}
