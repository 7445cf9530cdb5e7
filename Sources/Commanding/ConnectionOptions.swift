package import ArgumentParser
internal import Glibc
package import Operations

/// What every command of both programs takes: where the data is, and how much is said about the work.
package struct ConnectionOptions: ParsableArguments {
    /// Where the data is, if said.
    @Option(
        help: ArgumentHelp(
            "A libpq connection string or address; else NEPHRITE_DATABASE, the PG variables, or the local database.",
            valueName: "conninfo"))
    package var database: String?

    /// Whether only results and errors are wanted.
    @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
    package var quiet = false

    /// Whether server details are shown with errors.
    @Flag(name: .shortAndLong, help: "Show server details with errors.")
    package var verbose = false

    /// Whether colour is unwanted.
    @Flag(help: "Never use colour. NO_COLOR does the same.")
    package var noColor = false

    /// As the parser makes it.
    package init() {}

    /// Opens the database in a role.
    package func open(_ role: Database.Role) throws -> Database {
        let database = try Database(
            database, environment: environment(), role: role, program: Console.program, isVerbose: verbose,
            isInterrupted: { Interrupt.isRequested }, report: report)
        Interrupt.watch(database)
        return database
    }

    /// Says on standard error what takes its time.
    package func report(_ sentence: String) {
        if !quiet { Console.note(sentence) }
    }

    /// The environment's variables.
    package func environment() -> [String: String] {
        var variables: [String: String] = [:]
        var entry = environ
        while let text = entry.pointee {
            let parts = String(cString: text).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            if parts.count == 2 { variables[String(parts[0])] = String(parts[1]) }
            entry += 1
        }
        return variables
    }
}
