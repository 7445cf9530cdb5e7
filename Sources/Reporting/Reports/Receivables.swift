extension Report {
    /// Who owes what, how late it is, and what credit is left.
    package static let receivables: Report = {
        var report = Report(
            "receivables", title: "Receivables",
            abstract:
                "What customers owe at the end of a day, by how many days it is late, and what their limits leave.",
            notes: """
                Amounts are gross, in the customer's currency. Open is the invoices less what was paid and credited by the day: \
                what is not due, the four parts that are late, less what was paid too much. Uninvoiced is what has left and is \
                not invoiced, confirmed what is agreed and has not left; with what is owed, less deposits that no invoice \
                has used up, they are the exposure that nephrite order confirm compares with the limit. Deposits are all that is \
                left of them, also of orders that are closed or cancelled. Uninvoiced, confirmed, exposure and headroom are known \
                for today only. Instalments are late each by its own day. Invoices of prepaid orders count toward the exposure \
                once goods leave, and what is confirmed of such orders as far as their deposits are for it.
                """,
            examples: [
                "receivables", "receivables --as-of 2026-09-30 -o receivables.html",
                "receivables --where currency=EUR -O csv",
            ],
            columns: [
                .code("customer", isKey: true), .text("name", isMinor: true), .code("currency"),
                .money("credit_limit", currency: "currency").untotalled, .money("open", currency: "currency"),
                .money("not_due", currency: "currency"), .money("overdue_30", "1–30 days late", currency: "currency"),
                .money("overdue_60", "31–60", currency: "currency"),
                .money("overdue_90", "61–90", currency: "currency"),
                .money("overdue_older", "over 90", currency: "currency"), .money("overpaid", currency: "currency"),
                .money("uninvoiced", currency: "currency"), .money("confirmed", currency: "currency"),
                .money("deposits", currency: "currency"),
                .money("exposure", currency: "currency"), .money("headroom", currency: "currency").untotalled,
            ])
        report.takesAsOf = true
        report.group = "currency"
        report.chart = Chart(
            "Owed by customer and lateness", by: "customer",
            of: ["not_due", "overdue_30", "overdue_60", "overdue_90", "overdue_older"])
        report.explanations = [
            .init(
                ["open", "not_due", "overdue_30", "overdue_60", "overdue_90", "overdue_older", "overpaid"],
                columns: [
                    .code("document", isKey: true), .date("issued"), .date("due"),
                    .integer("days_late", "late", unit: "days"), .code("currency"),
                    .money("open", currency: "currency"),
                    .money("not_due", currency: "currency"),
                    .money("overdue_30", "1–30 days late", currency: "currency"),
                    .money("overdue_60", "31–60", currency: "currency"),
                    .money("overdue_90", "61–90", currency: "currency"),
                    .money("overdue_older", "over 90", currency: "currency"), .money("overpaid", currency: "currency"),
                ]),
            .init(
                ["uninvoiced", "confirmed", "deposits", "exposure"],
                columns: [
                    .code("kind", of: ["order", "invoice"]), .code("document", isKey: true), .date("day"),
                    .code("currency"), .money("uninvoiced", currency: "currency"),
                    .money("confirmed", currency: "currency"), .money("deposits", currency: "currency"),
                    .money("exposure", currency: "currency"),
                ]),
        ]
        report.chosenKey = "customer"
        report.knowledge = .ofEntries
        report.unexplained = [
            (["credit_limit"], "it is what was agreed with the customer"),
            (["headroom"], "it is credit_limit less exposure"),
        ]
        return report
    }()
}
