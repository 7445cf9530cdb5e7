internal import Documents
internal import Orders
internal import Postgres
internal import Quantities
internal import Storage

extension DocumentLoader {
    /// A shipment with the prices of its order and what customs ask.
    ///
    /// Refuses `shipment_unknown` and `shipment_reversed`.
    func commercialInvoice(_ number: String) throws -> TradeDocument {
        var document = try packingSlip(number)
        document.kind = .commercialInvoice
        for place in document.lines.indices {
            let line = document.lines[place]
            document.lines[place].net =
                OrderTotals.lineNet(
                    quantity: line.quantity, unitPrice: line.unitPrice, discountPercent: line.discountPercent,
                    minorDigits: document.minorDigits) ?? .zero
        }
        document.net = document.lines.reduce(.zero) { $0 + $1.net }
        let shipment = try Reversing(database).shipment(number)
        var customs = TradeDocument.Customs()
        (customs.incoterm, customs.place) = (shipment.customs.incoterm, shipment.customs.place)
        (customs.packages, customs.grossMass) = (shipment.customs.packages, shipment.customs.grossKilograms)
        customs.reason = shipment.customs.reason
        customs.carriers = shipment.parcels.map { [$0.carrier, $0.tracking].compactMap { $0 }.joined(separator: " ") }
        document.customs = customs
        return document
    }
}
