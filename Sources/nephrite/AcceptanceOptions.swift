internal import ArgumentParser
internal import Operations
internal import Quantities
internal import Storage

/// What becomes of goods that come back, why they did, and when.
struct AcceptanceOptions: ParsableArguments {
    @Flag(help: "What becomes of it: --restock puts it back for sale, which is the default; --scrap throws it away.")
    var fate: Fate = .restock
    @Option(help: "Where it comes to.")
    var location: String = "MAIN"
    @Option(help: "Why it came back.")
    var reason: String?
    @Option(help: "The day on which it came, in a period that is open; without one today.")
    var on: Day?

    enum Fate: String, EnumerableFlag {
        case restock, scrap
    }

    var acceptance: SalesOrders.Acceptance {
        .init(fate == .scrap ? .scrapped : .restocked, location: location, reason: reason, day: on)
    }

    /// As part of a request with a key.
    var request: [String] { [fate.rawValue, location, reason ?? ""] + ChangeOptions.said("--on", on?.text) }
}
