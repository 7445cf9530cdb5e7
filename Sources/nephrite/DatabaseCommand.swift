internal import ArgumentParser
internal import Glibc
internal import LocalCluster

/// `nephrite database`: the local database as a whole.
struct DatabaseCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "database",
        abstract: "Start, stop, back up and restore the local database.",
        discussion: """
            The local database is a private PostgreSQL cluster under NEPHRITE_HOME. It is made and started on first use, reached by \
            a unix socket only, and runs until it is stopped.
            """,
        subcommands: [Start.self, Stop.self, Status.self, Backup.self, Restore.self])

    struct Start: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start the local database, making it where there is none.")
        @OptionGroup var output: DatabaseOutput

        func run() throws {
            try output.show { cluster throws(LocalClusterFault) in try cluster.start(report: output.report) }
        }
    }

    struct Stop: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Stop the local database; open transactions are rolled back.")
        @OptionGroup var output: DatabaseOutput

        func run() throws {
            try output.show { cluster throws(LocalClusterFault) in try cluster.stop(report: output.report) }
        }
    }

    struct Status: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show where the local database is and whether it runs.")
        @OptionGroup var output: DatabaseOutput

        func run() throws {
            try output.show { cluster throws(LocalClusterFault) in try cluster.status() }
        }
    }

    struct Backup: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write everything the local database holds into one file.",
            discussion:
                "The file is in pg_dump's custom format. An existing file is replaced once the new one is whole.")
        @Argument(help: "The file to write.", completion: .file())
        var file: String
        @OptionGroup var output: DatabaseOutput

        func run() throws {
            try output.show { cluster throws(LocalClusterFault) in
                try cluster.dump(to: file, report: output.report)
                return try cluster.status()
            }
        }
    }

    struct Restore: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Put a backup in the place of the local database.",
            discussion: """
                Nothing changes unless the whole backup could be read. The database as it was before is kept under the name \
                nephrite_previous until the next restore.
                """)
        @Argument(help: "A file that nephrite database backup wrote.", completion: .file())
        var file: String
        @OptionGroup var output: DatabaseOutput

        /// The roles that the schema gives rights to; a backup names them but does not carry them.
        private static let roles = ["nephrite_owner", "nephrite_app", "nephrite_report"]

        func run() throws {
            try output.show { cluster throws(LocalClusterFault) in
                try cluster.restore(from: file, roles: Self.roles, report: output.report)
                return try cluster.status()
            }
        }
    }
}
