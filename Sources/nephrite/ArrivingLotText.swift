internal import ArgumentParser
internal import Operations

/// The lots of goods that come in, as a person says them.
enum ArrivingLotText {
    /// From `SKU=LOT` or `SKU=LOT:QTY`, `LOT=NUMBER` and `LOT=REFERENCE`; refuses what names no lot, or a lot twice.
    static func lots(
        _ texts: [String], supplierLots: [String], certificates: [String]
    ) throws -> [String: [Lots.Arriving]] {
        let numbers = try byLot(supplierLots, "--supplier-lot")
        let references = try byLot(certificates, "--certificate")
        var lots: [String: [Lots.Arriving]] = [:]
        for text in texts {
            let (sku, tail) = try WishText.pair(text, "--lot", "SKU=LOT or SKU=LOT:QTY")
            let parts = tail.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            let code = String(parts[0])
            let quantity = parts.count == 2 ? Int(parts[1]) : nil
            guard parts.count == 1 || (1...999_999_999).contains(quantity ?? 0) else {
                throw ValidationError("--lot takes SKU=LOT:QTY with a quantity from 1 to 999999999, not \"\(text)\"")
            }
            guard !(lots[sku] ?? []).contains(where: { $0.code == code }) else {
                throw ValidationError("--lot names the lot \(code) of \(sku) twice")
            }
            lots[sku, default: []].append(
                .init(code, quantity: quantity, supplierLot: numbers[code], certificate: references[code]))
        }
        let named = Set(lots.values.joined().map(\.code))
        for (option, said) in [("--supplier-lot", numbers), ("--certificate", references)] {
            if let other = said.keys.sorted().first(where: { !named.contains($0) }) {
                throw ValidationError("\(option) names a lot \(other) that no --lot does")
            }
        }
        return lots
    }

    private static func byLot(_ texts: [String], _ option: String) throws -> [String: String] {
        try Dictionary(
            texts.map { try WishText.pair($0, option, "LOT=TEXT") },
            uniquingKeysWith: { _, text in throw ValidationError("\(option) names a lot twice, also as \(text)") })
    }
}
