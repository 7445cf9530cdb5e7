internal import ArgumentParser
internal import Commanding
internal import Glibc
internal import Importing
internal import Operations
internal import Rendering
internal import XMLStream

extension ProfileCommand {
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "check", abstract: "Explain every mistake in a profile, and what it makes of a feed.",
            discussion: """
                With a feed it is read as an import would read it, without a database: what becomes of its records, what of it
                nothing reads, and which paths of the profile find nothing.

                Example:
                  nephrite profile check mine.yaml catalog.xml
                """)
        @Argument(help: "The profile's file or name.", completion: .file())
        var profile: String
        @Argument(help: "A feed to try it on; - is standard input.", completion: .file())
        var file: String?
        @Option(help: "The supplier's currency, that of the prices that count as cost.")
        var currency = "EUR"
        @Option(help: "Read so many records of the feed at most.")
        var records = 1_000_000
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard records > 0 else { throw ValidationError("--records must be above zero") }
        }

        func run() throws {
            let check = ProfileCheck(named: profile)
            let isTable = common.output == .table
            var members = Answer.members(of: check, asSentences: isTable)
            var isInOrder = check.mistakes.isEmpty
            if let file, let profile = check.profile {
                let trial = try trial(of: file, by: profile)
                if trial.message == nil { isInOrder = false }
                let feed = Answer.members(of: trial, file: file, profile)
                members += isTable ? feed : [Answer.Member("feed", .object(feed))]
            } else if !isTable {
                members.append(Answer.Member("feed", .null))
            }
            try common.show(.object(members))
            if !isInOrder { throw ExitCode(Refusal.Status.badInput.rawValue) }
        }

        private func trial(of file: String, by profile: Profile) throws -> FeedTrial {
            do {
                return try FeedTrial(
                    of: FeedFile(file), by: profile,
                    context: FeedContext(supplierCurrency: currency, today: Self.today()), recordLimit: records)
            } catch let fault as XMLFault {
                throw Refusal(
                    "file_refused", fault.message, at: file,
                    remedy: "an import would refuse it too: ask the supplier for a whole, well-formed catalog",
                    status: .badInput)
            }
        }

        private static func today() -> String {
            var now = time(nil)
            var parts = tm()
            gmtime_r(&now, &parts)
            func two(_ number: Int32) -> String { number < 10 ? "0\(number)" : "\(number)" }
            return "\(parts.tm_year + 1900)-\(two(parts.tm_mon + 1))-\(two(parts.tm_mday))"
        }
    }
}
