internal import ArgumentParser

/// Of which lots goods leave, and who carries them.
struct LeavingOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("All that leaves of an SKU from this lot; else the oldest lot first.", valueName: "sku=lot"))
    var lot: [String] = []
    @Option(help: "Who carries it.")
    var carrier: String?
    @Option(parsing: .upToNextOption, help: "The numbers by which it is followed.")
    var tracking: [String] = []

    /// The lots by SKU; refuses what cannot be read, and numbers without a carrier.
    func lots() throws -> [String: String] {
        let lots = try WishText.lots(lot)
        guard carrier != nil || tracking.isEmpty else { throw ValidationError("--tracking needs --carrier") }
        return lots
    }

    /// What was asked for, as part of a request with a key.
    var key: [String] { lot.map { "lot " + $0 } + (carrier.map { ["carrier", $0] + tracking } ?? []) }
}
