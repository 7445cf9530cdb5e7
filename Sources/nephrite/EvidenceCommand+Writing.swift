internal import ArgumentParser
internal import Catalog
internal import Operations
internal import Rendering
internal import Storage

extension EvidenceCommand {
    struct Add: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a study.",
            discussion: """
                A status other than pending needs who looked the study up, and when. After --expires-on it no longer counts as verified.

                Example:
                  nephrite evidence add tool_bench_2026 --title "Edges of stone tools on a bench" --design bench --tool stone
                """)
        @Argument(help: "A code of your own, as braun_2011.")
        var code: String
        @OptionGroup var study: StudyOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("evidence add", [code] + study.request, common, database) {
                (Answer(try EvidenceRegister(database).add(code, study.changes, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Set: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "set",
            abstract: "Change what is written of a study, and screen the products that lean on it anew.",
            discussion: """
                An empty value takes back what was written. The audit trail keeps what it was.

                Example:
                  nephrite evidence set yuen_2017 --expires-on 2027-12-31
                """)
        @Argument(help: "The study's code.")
        var code: String
        @OptionGroup var study: StudyOptions
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func validate() throws {
            guard !study.changes.isEmpty else { throw ValidationError("say what is to change, as --note \"…\"") }
        }

        func run() throws {
            let database = try common.open()
            try change.perform("evidence set", [code] + study.request, common, database) {
                (Answer(try EvidenceRegister(database).set(code, study.changes, dryRun: change.dryRun)), 0)
            }
        }
    }

    struct Claim: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "claim",
            abstract: "Write down a sentence that leans on a study, and whether the study carries it.",
            discussion: """
                Of one sentence the latest word holds. --support takes supports, partially_supports, does_not_support, contradicts or \\
                not_assessed.

                Example:
                  nephrite evidence claim yuen_2017 --text "warmer than a hot pack" --in "shop page" --support does_not_support
                """)
        @Argument(help: "The study's code.")
        var code: String
        @Option(help: "The exact sentence.")
        var text: String
        @Option(name: [.customLong("in")], help: "Where it stands.")
        var place: String
        @Option(help: "Whether the study carries it.")
        var support: String
        @Option(help: "What else there is to say.")
        var note: String?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            let database = try common.open()
            try change.perform("evidence claim", [code, text, place, support, note ?? ""], common, database) {
                let claim = EvidenceClaimRow(claim: text, citedIn: place, support: support, note: note)
                return (Answer(try EvidenceRegister(database).judge(code, claim, dryRun: change.dryRun)), 0)
            }
        }
    }

    /// What may be written of a study.
    struct StudyOptions: ParsableArguments {
        @Option(help: "The title.") var title: String?
        @Option(help: "Who wrote it.") var authors: String?
        @Option(help: "The year of publication.") var year: String?
        @Option(help: "Journal, volume and pages.") var journal: String?
        @Option(help: "The DOI, bare or as an address.") var doi: String?
        @Option(help: "The PubMed identifier.") var pmid: String?
        @Option(help: "The number in a register of trials.") var registry: String?
        @Option(help: ArgumentHelp("The design: \(StudyField.designs.joined(separator: ", ")).")) var design: String?
        @Option(help: "Who took part.") var population: String?
        @Option(help: "The condition, in the record's words.") var condition: String?
        @Option(name: [.customLong("n")], help: "How many took part.") var total: String?
        @Option(help: "What was done.") var intervention: String?
        @Option(help: "What it was compared with.") var comparator: String?
        @Option(help: "Who did not know what was done.") var blinding: String?
        @Option(help: "For how many days people were followed.") var followUpDays: String?
        @Option(help: "What was to be found out.") var outcome: String?
        @Option(help: "What was found, in the record's words.") var effect: String?
        @Option(help: "What limits it.") var limitations: String?
        @Option(help: "What was tested: stone, steel, horn, metal_cap or unspecified.") var tool: String?
        @Option(help: "verified_match, partial_match, mismatch, not_found or pending.") var status: String?
        @Option(help: "Who looked the study up.") var verifiedBy: String?
        @Option(help: "On which day.") var verifiedOn: String?
        @Option(help: "What was noticed.") var note: String?
        @Option(help: "The last day on which that counts.") var expiresOn: String?

        /// What is given, by field.
        var changes: EvidenceRegister.Changes {
            let given: [(StudyField, String?)] = [
                (.title, title), (.authors, authors), (.year, year), (.journal, journal), (.doi, doi), (.pmid, pmid),
                (.registryID, registry), (.studyDesign, design), (.population, population),
                (.conditionAsStated, condition), (.total, total), (.intervention, intervention),
                (.comparator, comparator), (.blinding, blinding), (.followUpDays, followUpDays),
                (.primaryOutcome, outcome), (.effectText, effect), (.limitations, limitations), (.toolTested, tool),
                (.verificationStatus, status), (.verifiedBy, verifiedBy), (.verifiedOn, verifiedOn),
                (.verificationNote, note), (.expiresOn, expiresOn),
            ]
            return Dictionary(
                given.compactMap { field, text in text.map { (field, $0) } }, uniquingKeysWith: { first, _ in first })
        }

        /// What makes the request what it is.
        var request: [String] { StudyField.allCases.flatMap { [$0.rawValue, changes[$0] ?? "\u{1}"] } }
    }
}
