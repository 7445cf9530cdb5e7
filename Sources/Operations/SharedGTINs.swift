internal import Catalog
internal import Postgres
internal import Storage

extension Database {
    /// Refuses (`gtin_shared`) goods whose GTIN another active product has: bars that two have tell nobody which of them it is.
    func refuseSharedGTINs(_ goods: [(sku: String, gtin: GTIN)], otherwise: String = "") throws {
        guard !goods.isEmpty else { return }
        let holders = try connection.fetch(SelectGTINHolders(gtins: goods.map(\.gtin.canonical14), day: try today()))
        for (sku, gtin) in goods {
            guard let other = holders.first(where: { $0.gtin == gtin.canonical14 && $0.sku != sku }) else { continue }
            throw Refusal(
                "gtin_shared", "\(sku) and \(other.sku) have the same GTIN \(gtin.display)", at: sku,
                remedy:
                    "nephrite product set \(other.sku) gtin=… where it is another, status=discontinued where they are the same goods"
                    + otherwise)
        }
    }
}
