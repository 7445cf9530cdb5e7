package import Postgres

/// What was found of one invariant.
package struct InvariantRow: Sendable, Equatable {
    /// Its name.
    package let invariant: String
    /// How many rows were looked at, and how many of them break it.
    package let checked, failures: Int
    /// The first of the broken ones.
    package let first: String?
}

/// A rule that holds in every state of the database, as a statement that looks for where it does not.
protocol Invariant: Statement where Output == InvariantRow {}

extension Invariant {
    static func decode(_ row: borrowing Row) throws(DecodingFault) -> InvariantRow {
        InvariantRow(
            invariant: try row.string("invariant"), checked: try row.int("checked"), failures: try row.int("failures"),
            first: try row.stringOrNil("first"))
    }
}

/// Everything that `verify` proves.
package enum Verification {
    /// Looks at every invariant in one view of the database.
    package static func run(_ connection: Connection) throws -> [InvariantRow] {
        try connection.transaction(.repeatableRead, readOnly: true) { try rows(connection) }
    }

    /// Looks at every invariant in the transaction that is open.
    package static func rows(_ connection: Connection) throws -> [InvariantRow] {
        let invariants: [any Invariant] = [
            VerifyBalances(), VerifyBounds(), VerifyPastStock(), VerifyClosings(), VerifyLayers(), VerifyLots(),
            VerifyAllocated(),
            VerifyLineAllocated(),
            VerifyLineShipped(), VerifyLineReturned(), VerifyReturnAuthorisations(), VerifyOverShipped(),
            VerifyOverInvoiced(), VerifyLineAmounts(),
            VerifyOrderTotals(), VerifyOrderAxes(), VerifyTransitions(), VerifyOrderHolds(), VerifyOrderChanges(),
            VerifyInvoiceNumbers(),
            VerifyInvoiceTotals(), VerifyInvoiceParts(), VerifyOrderInvoiced(), VerifyCreditNotes(), VerifyPayments(),
            VerifyPaymentSchedules(), VerifyDocumentFacts(),
            VerifyPlannedShipments(),
            VerifyPurchaseLines(), VerifyPurchaseCosts(), VerifyPurchaseStates(),
            VerifyPurchaseAmendments(), VerifyCartons(),
            VerifyAuditChain(),
            VerifyAuditEntries(), VerifyImportRecords(), VerifyImportVersions(), VerifyRequestKeys(),
            VerifyProductFacts(), VerifyClaimFindings(), VerifyClaimsOfProof(), VerifyProtocols(),
        ]
        return try invariants.compactMap { try check($0, connection) }
    }

    private static func check(_ invariant: some Invariant, _ connection: Connection) throws -> InvariantRow? {
        try connection.first(invariant)
    }
}
