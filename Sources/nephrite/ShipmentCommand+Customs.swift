internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Rendering
internal import Storage

extension ShipmentCommand {
    struct Customs: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "customs", abstract: "Say what customs ask of a shipment besides its goods.",
            discussion: """
                That is what document commercial-invoice needs. What is not named stays as it was said.

                Example:
                  nephrite shipment customs SH-2026-000001 --incoterm DAP --place Oslo --packages 2 --gross-kg 7.4 --reason sale
                """)
        @Argument(help: ArgumentHelp("The shipment's number.", valueName: "shipment"))
        var number: String
        @Option(help: "A rule of Incoterms 2020: EXW, FCA, CPT, CIP, DAP, DPU, DDP, FAS, FOB, CFR or CIF.")
        var incoterm: Incoterm?
        @Option(help: "The place that the rule names.")
        var place: String?
        @Option(help: "How many packages.")
        var packages: Int?
        @Option(help: ArgumentHelp("What they weigh with everything in them, in kilograms.", valueName: "kg"))
        var grossKg: String?
        @Option(help: "Why the goods leave: sale, sample, return, repair or gift.")
        var reason: Reason?
        @OptionGroup var change: ChangeOptions
        @OptionGroup var common: CommonOptions

        enum Incoterm: String, ExpressibleByArgument, CaseIterable {
            case exw = "EXW"
            case fca = "FCA"
            case cpt = "CPT"
            case cip = "CIP"
            case dap = "DAP"
            case dpu = "DPU"
            case ddp = "DDP"
            case fas = "FAS"
            case fob = "FOB"
            case cfr = "CFR"
            case cif = "CIF"
        }

        enum Reason: String, ExpressibleByArgument, CaseIterable {
            case sale, sample, `return`, repair, gift
        }

        func validate() throws {
            if (incoterm == nil) != (place == nil) {
                throw ValidationError("--incoterm and --place go together: a rule says nothing without its place")
            }
            if let packages, packages < 1 { throw ValidationError("--packages must be above zero") }
            if let grossKg {
                guard let mass = try? Decimal(grossKg), mass > .zero, mass <= Decimal(999_999),
                    mass.rounded(toFractionDigits: 3) == mass
                else {
                    throw ValidationError(
                        "--gross-kg: \"\(grossKg)\" is no mass in kilograms; give one above zero as 7.4, with three decimals at most"
                    )
                }
            }
            if place?.allSatisfy(\.isWhitespace) == true { throw ValidationError("--place must name a place") }
            let controls: [Unicode.GeneralCategory] = [.control, .lineSeparator, .paragraphSeparator]
            if place?.unicodeScalars.contains(where: { controls.contains($0.properties.generalCategory) }) == true {
                throw ValidationError("--place is one line of text, without line breaks and control characters")
            }
            if incoterm == nil, packages == nil, grossKg == nil, reason == nil {
                throw ValidationError("say at least one of --incoterm, --packages, --gross-kg, --reason")
            }
        }

        func run() throws {
            let database = try common.open()
            var customs = CustomsRow()
            (customs.incoterm, customs.place, customs.packages) = (incoterm?.rawValue, place, packages)
            customs.grossKilograms = try grossKg.map { try Decimal($0) }
            customs.reason = reason?.rawValue
            let request = [number, incoterm?.rawValue ?? "", place ?? "", grossKg ?? "", reason?.rawValue ?? ""]
            try change.perform(
                "shipment customs", request + [packages.map(String.init) ?? ""], common, database
            ) {
                (Answer(try Reversing(database).say(customs, of: number, dryRun: change.dryRun)), 0)
            }
        }
    }
}

extension Answer {
    /// What customs are told of a shipment.
    init(_ customs: CustomsRow) {
        self = .keys(
            ("incoterm", .text(ifPresent: customs.incoterm)), ("place", .text(ifPresent: customs.place)),
            ("packages", .int(ifPresent: customs.packages)),
            ("gross_kg", .text(ifPresent: customs.grossKilograms?.text)),
            ("reason", .text(ifPresent: customs.reason)))
    }
}
