internal import Orders
internal import Postgres
internal import Storage

extension SalesOrders {
    /// What an order would be like, confirmed and allocated now; nothing of it is kept.
    ///
    /// Refuses what `create` and `confirm` refuse. Where nothing is available, or a hold blocks it, nothing is allocated.
    package func whatIf(customer: String, _ wishes: [Wish], freight: String? = nil) throws -> Detail {
        try database.write(dryRun: true) {
            let number = try create(
                customer: customer, poNumber: nil, wishes, promisedOn: nil, freight: freight, key: nil
            ).order.number
            let confirmed = try perform(.confirm, on: [number], key: nil)
            guard confirmed.details.allSatisfy(\.holds.isEmpty) else { return try show(number) }
            do {
                return try perform(.allocate(), on: [number], key: nil).details.first ?? show(number)
            } catch let refusal as Refusal where refusal.code == "out_of_stock" {
                return try show(number)
            }
        }
    }
}
