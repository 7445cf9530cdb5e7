internal import ArgumentParser
internal import Operations

/// Of what promises are made or taken back, where that is not everything.
struct PromiseOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Only so much of an SKU, or all of it.", valueName: "sku[=qty]"))
    var line: [String] = []

    /// What tells one request from another by its key.
    var request: [String] { line.flatMap { ChangeOptions.said("line", $0) } }

    /// So much of SKUs; none is everything.
    func wishes() throws -> [SalesOrders.LinePart] { try line.map(WishText.part) }
}
