internal import ArgumentParser
internal import Operations
internal import Quantities

/// Of which lots goods leave, who carries them, and when.
struct LeavingOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("All that leaves of an SKU from this lot; else the oldest lot first.", valueName: "sku=lot"))
    var lot: [String] = []
    @Option(help: "Who carries it.")
    var carrier: String?
    @Option(parsing: .upToNextOption, help: "The numbers by which it is followed.")
    var tracking: [String] = []
    @Option(help: "The day on which it left, in a period that is open; without one today.")
    var on: Day?

    /// What was said; refuses what cannot be read, and numbers without a carrier.
    func departure() throws -> SalesOrders.Departure {
        let lots = try WishText.lots(lot)
        guard carrier != nil || tracking.isEmpty else { throw ValidationError("--tracking needs --carrier") }
        return .init(lots: lots, carrier: carrier, tracking: tracking, day: on)
    }

    /// What was asked for, as part of a request with a key.
    var key: [String] {
        lot.map { "lot " + $0 } + (carrier.map { ["carrier", $0] + tracking } ?? [])
            + ChangeOptions.said("--on", on?.text)
    }
}
