internal import ArgumentParser
internal import Commanding
internal import Operations
internal import Rendering

extension ImportCommand {
    struct Requeue: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "requeue",
            abstract: "Read quarantined records again by themselves, repaired or under a better profile.",
            discussion: """
                The records are imported as a run of their own. Fields are named as the quarantine names them; the supplier's
                file stays as it is, so that the record is quarantined again with his next one unless he corrects it.

                Examples:
                  nephrite import requeue 1 --record 34 --set prices[1].amount=14.90 --set prices[20].amount=13.90
                  nephrite import requeue 1 --profile shop-comma.yaml
                """)
        @Argument(help: ArgumentHelp("The run's number.", valueName: "run"))
        var number: Int
        @Option(help: "Only this record of the file.")
        var record: Int?
        @Option(
            name: .customLong("set"), help: ArgumentHelp("A value in place of the record's.", valueName: "field=value"))
        var values: [String] = []
        @Option(help: "A profile's name or file in place of the run's own.")
        var profile: String?
        @Flag(help: "Apply also what would wait for a person.")
        var acceptHeld = false
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        func run() throws {
            var request = ImportRequeue.Request(run: Int64(number))
            request.record = record
            request.profile = profile
            request.values = try Products.Assignment.all(values).map { ($0.field, $0.value) }
            let database = try common.open()
            let body =
                [String(number), record.map(String.init) ?? "", profile ?? "", acceptHeld ? "accept" : ""] + values
            try change.perform("import requeue", body, common, database, inOneSnapshot: true) {
                let row = try ImportRequeue(database).requeue(request, acceptHeld: acceptHeld, dryRun: change.dryRun)
                return (Answer(row), row.exitStatus)
            }
        }
    }
}
