internal import Mustache
package import Quantities
internal import Rendering

/// What a customer still owes, invoice by invoice, on a day.
package struct AccountStatement: Sendable, Equatable {
    /// An invoice that is not paid in whole, or on which too much was paid; amounts in the statement's currency.
    package struct Item: Sendable, Equatable {
        /// Its number and days, `yyyy-mm-dd`.
        package let number: String, issuedOn: String, dueOn: String
        /// What was charged, given back, paid, and what is left, below zero where that was too much.
        package let gross: Decimal, credited: Decimal, paid: Decimal, open: Decimal
        /// Days since it was due; 0 while it is not overdue.
        package let daysOverdue: Int

        /// An open invoice.
        package init(
            number: String, issuedOn: String, dueOn: String, gross: Decimal, credited: Decimal, paid: Decimal,
            open: Decimal, daysOverdue: Int
        ) {
            (self.number, self.issuedOn, self.dueOn) = (number, issuedOn, dueOn)
            (self.gross, self.credited, self.paid) = (gross, credited, paid)
            (self.open, self.daysOverdue) = (open, daysOverdue)
        }
    }

    /// Who writes, and who owes.
    package let own: TradeDocument.Party, customer: TradeDocument.Party
    /// The day it is of.
    package let day: String
    /// ISO 4217 and the digits of its minor unit.
    package let currency: String, minorDigits: Int
    /// The open invoices, the oldest first, and where payments go.
    package let items: [Item], iban: String?, bic: String?

    /// A statement.
    package init(
        own: TradeDocument.Party, customer: TradeDocument.Party, day: String, currency: String, minorDigits: Int,
        items: [Item], iban: String?, bic: String?
    ) {
        (self.own, self.customer, self.day) = (own, customer, day)
        (self.currency, self.minorDigits, self.items) = (currency, minorDigits, items)
        (self.iban, self.bic) = (iban, bic)
    }

    /// The page.
    ///
    /// **Throws** when the template is faulty, which a test rules out.
    package func page(_ words: DocumentWords, paper: Paper, logo: String?) throws -> String {
        let head = PageHead(
            own: own, words: words, isAbroad: own.address.country != customer.address.country)
        var values = head.values(
            heading: words[.statement], number: customer.code ?? "", kind: .statement, paper, logo: logo)
        values["facts"] = [
            ["name": HTMLText.escaped(words[.date]), "value": HTMLText.escaped(words.day(day))],
            ["name": HTMLText.escaped(words[.customer]), "value": HTMLText.escaped(customer.code ?? "")],
        ]
        let lines = [customer.name] + head.lines(customer.address)
        values["parties"] = [
            ["title": HTMLText.escaped(words[.customer]), "lines": lines.map(HTMLText.escaped)] as [String: Any]
        ]
        let titles: [(DocumentWord, Bool)] = [
            (.invoice, false), (.date, false), (.dueDate, false), (.amount, true), (.credited, true), (.paid, true),
            (.open, true), (.daysOverdue, true),
        ]
        values["columns"] = titles.map { ["title": HTMLText.escaped(words[$0.0]), "isNumber": $0.1] as [String: Any] }
        values["rows"] = items.map { ["cells": cells($0, words)] }
        values["totals"] = totals(words)
        values["hasTotals"] = true
        values["notes"] = notes(words)
        return try MustacheTemplate(string: EmbeddedPage.text("document.mustache")).render(values)
    }

    private func money(_ amount: Decimal, _ words: DocumentWords) -> String {
        words.number(amount, minimumFractionDigits: minorDigits)
    }

    private func cells(_ item: Item, _ words: DocumentWords) -> [[String: Any]] {
        let texts = [item.number, words.day(item.issuedOn), words.day(item.dueOn)]
        let amounts = [item.gross, item.credited, item.paid, item.open].map { money($0, words) }
        let overdue = item.daysOverdue > 0 ? words.number(Decimal(item.daysOverdue)) : ""
        return texts.map { ["text": HTMLText.escaped($0), "isNumber": false] }
            + (amounts + [overdue]).map { ["text": HTMLText.escaped($0), "isNumber": true] }
    }

    private func totals(_ words: DocumentWords) -> [[String: Any]] {
        func sum(_ items: [Item]) -> String {
            money(items.reduce(.zero) { $0 + $1.open }, words) + " " + currency
        }
        return [
            (words[.overdue], sum(items.filter { $0.daysOverdue > 0 }), false), (words[.toPay], sum(items), true),
        ].map { ["name": HTMLText.escaped($0.0), "value": HTMLText.escaped($0.1), "isGrand": $0.2] as [String: Any] }
    }

    private func notes(_ words: DocumentWords) -> [[String: Any]] {
        if items.isEmpty { return [["text": HTMLText.escaped(words[.nothingOpen])]] }
        guard let iban else { return [] }
        let account = [iban, bic].compactMap { $0 }.joined(separator: " · ")
        return [["title": HTMLText.escaped(words[.bank] + ":"), "text": HTMLText.escaped(account)]]
    }
}
