internal import ArgumentParser
internal import Commanding
internal import LocalCluster
internal import Operations
internal import Rendering

/// `nephrite database`: the database as a whole.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "Start, stop, back up and restore the local database; bring a schema up to date.",
        discussion: """
            The local database is a private PostgreSQL cluster under NEPHRITE_HOME. It is made and started on first use,
            reached by a unix socket only, and runs until it is stopped.

            Example:
              nephrite database backup nephrite.backup
            """,
        subcommands: [Start.self, Stop.self, Status.self, Migrate.self, Backup.self, Restore.self])

    struct Start: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "start", abstract: "Start the local database, making it where there is none.",
            discussion: "Example:\n  nephrite database start")
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.useLocalDatabase { try $0.start(report: common.report) }
        }
    }

    struct Stop: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "stop", abstract: "Stop the local database; open transactions are rolled back.",
            discussion: "Example:\n  nephrite database stop")
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.useLocalDatabase { try $0.stop(report: common.report) }
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "Show where the local database is and whether it runs.",
            discussion: "Example:\n  psql \"$(nephrite database status -O json | jq -r .conninfo)\"")
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.useLocalDatabase { try $0.status() }
        }
    }

    struct Migrate: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "migrate",
            abstract: "Bring the schema of a database up to this program's, and list the steps taken.",
            discussion: """
                A step is taken whole or not at all. Take a backup first: there is no way back.

                Example:
                  nephrite database migrate --database "host=db.example dbname=trade"
                """)
        @OptionGroup var common: CommonOptions

        func run() throws {
            let steps = try common.open(.own).migrate()
            try common.show(.list(steps.map { .keys(("migration", .text($0))) }))
        }
    }

    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "backup", abstract: "Write everything the local database holds into one file.",
            discussion: """
                The file is in pg_dump's custom format. An existing file is replaced once the new one is whole.

                Example:
                  nephrite database backup nephrite.backup
                """)
        @Argument(help: "The file to write.", completion: .file())
        var file: String
        @OptionGroup var common: CommonOptions

        func run() throws {
            try common.useLocalDatabase { cluster in
                try cluster.dump(to: file, report: common.report)
                return try cluster.status()
            }
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "restore", abstract: "Put a backup in the place of the local database.",
            discussion: """
                Nothing changes unless the whole backup could be read. The database as it was before is kept under the name
                nephrite_previous until the next restore.

                Example:
                  nephrite database restore nephrite.backup
                """)
        @Argument(help: "A file that nephrite database backup wrote.", completion: .file())
        var file: String
        @OptionGroup var common: CommonOptions

        /// The roles that the schema gives rights to; a backup names them but does not carry them.
        private static let roles = ["nephrite_owner", "nephrite_app", "nephrite_report"]

        func run() throws {
            try common.useLocalDatabase { cluster in
                try cluster.restore(from: file, roles: Self.roles, report: common.report)
                return try cluster.status()
            }
        }
    }
}

extension CommonOptions {
    /// Does something with the local database as a whole and prints how it then stands.
    ///
    /// Refuses (`not_local`) when another database is named, since that one would be left as it is.
    fileprivate func useLocalDatabase(_ action: (LocalCluster) throws -> LocalClusterStatus) throws {
        let cluster = try LocalCluster(home: LocalCluster.defaultHome(environment: environment()))
        let variable = "NEPHRITE_DATABASE"
        for (place, named) in [("--database", connection.database), (variable, environment()[variable])] {
            guard let named, !named.isEmpty else { continue }
            if try named == cluster.status().conninfo { break }
            throw Refusal(
                "not_local", "this is about the local database, but another one is named", at: place,
                remedy: "leave \(place) out, or use pg_dump, pg_restore and the service of that server", status: .usage)
        }
        try show(Answer(try action(cluster)))
    }
}

extension Answer {
    /// How the local database stands.
    fileprivate init(_ status: LocalClusterStatus) {
        self = .keys(
            ("state", .text(status.state.rawValue)), ("home", .text(status.home)),
            ("data_folder", .text(status.dataFolder)), ("socket_folder", .text(status.socketFolder)),
            ("port", .int(status.port)), ("pid", .int(ifPresent: status.pid.map(Int.init))),
            ("server_version", .text(ifPresent: status.serverVersion)), ("conninfo", .text(status.conninfo)))
    }
}
