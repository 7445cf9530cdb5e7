import Catalog
import Labels

/// Labels that the tests print.
enum LabelSamples {
    static func product(_ gtin: String, name: String = "Gua sha board, concave", lot: String? = "L-2026/07") throws
        -> Label
    {
        .product(
            ProductLabel(
                sku: "HANSE-10130", name: name, material: "serpentine", disclosures: ["waxed surface"],
                origin: "China", lot: lot.flatMap { ElementString.Lot($0) }, gtin: try GTIN(gtin),
                linkHost: "https://id.gs1.org"))
    }

    static func carton(
        serial: Int64 = 1, lot: String? = "L-2026/07", contents: Bool = true, to: CartonLabel.Party? = nil
    )
        throws -> Label
    {
        let inside = CartonLabel.Contents(
            sku: "HANSE-10130", name: "Gua sha board, concave", gtin: try GTIN("4012345000009"), quantity: 24,
            lot: lot.flatMap { ElementString.Lot($0) })
        return .carton(
            CartonLabel(
                sscc: try sscc(serial),
                from: CartonLabel.Party(
                    names: ["Jade Handel GmbH"], address: ["Speicherstraße 4", "20457 Hamburg", "DE"]),
                to: to
                    ?? CartonLabel.Party(
                        names: ["Praxis Nord", "Wareneingang"], address: ["Deichstr. 1", "25813 Husum", "DE"]),
                references: [
                    CartonLabel.Reference("Shipment", "SH-2026-000001"),
                    CartonLabel.Reference("Order", "SO-2026-000001"),
                    CartonLabel.Reference("Your order", "4500012345"),
                ], ordinal: 2, total: 3, contents: contents ? inside : nil))
    }

    static func sscc(_ serial: Int64) throws -> SSCC {
        guard let sscc = SSCC(extensionDigit: 3, companyPrefix: "4012345", serial: serial) else {
            throw SSCC.Refusal.wrongLength(0)
        }
        return sscc
    }
}
