public import Quantities

/// When an order has to be paid: `net30`, `2/10net30`, `prepaid`, or a schedule as `30%deposit,70%beforeshipping`.
///
/// Case and blanks do not count: `30 % deposit, 70 % before shipping` is the schedule above.
public struct PaymentTerms: Sendable, Equatable {
    /// When a part falls due.
    public enum Event: Sendable, Equatable {
        /// When the order is confirmed, before anything is promised to it.
        case deposit
        /// Before the first goods leave.
        case beforeShipping
        /// So many days after the issue of the invoice.
        case net(days: Int)

        /// As tables and answers have it.
        public var name: String {
            switch self {
            case .deposit: "deposit"
            case .beforeShipping: "before_shipping"
            case .net: "net"
            }
        }
    }

    /// A part of what is to be paid.
    public struct Instalment: Sendable, Equatable {
        /// When.
        public let event: Event
        /// Of the gross amount; those of all parts make 100.
        public let percent: Decimal
    }

    /// What is let off for paying early.
    public struct EarlyDiscount: Sendable, Equatable {
        /// Of the gross amount.
        public let percent: Decimal
        /// Days from the day of issue to the last on which it holds.
        public let days: Int
    }

    /// As it is written on documents.
    public let text: String
    /// The parts, in the order in which they fall due.
    public let instalments: [Instalment]
    /// Nil where nothing is let off.
    public let discount: EarlyDiscount?
    /// Whether it is invoiced and paid before the goods leave; such orders need no credit.
    public let isPrepaid: Bool

    /// Terms, or nil for another form.
    ///
    /// The parts of a schedule make 100 percent; a deposit comes first, what is due before shipping next, then what is due
    /// after the invoice, each later than the one before.
    public init?(_ text: String) {
        let text = text.lowercased().filter { $0 != " " }
        self.text = text
        isPrepaid = text == "prepaid"
        if isPrepaid {
            instalments = [Instalment(event: .net(days: 0), percent: Decimal(100))]
            discount = nil
        } else if text.contains("%") {
            guard let parts = Self.schedule(text) else { return nil }
            (instalments, discount) = (parts, nil)
        } else {
            guard let (days, early) = Self.net(text) else { return nil }
            instalments = [Instalment(event: .net(days: days), percent: Decimal(100))]
            discount = early
        }
    }

    /// Days from the day of issue to the last day for paying.
    public var days: Int {
        instalments.reduce(0) { latest, part in
            if case .net(let days) = part.event { max(latest, days) } else { latest }
        }
    }

    /// The last day for paying what was issued on a day.
    public func dueDay(issuedOn day: Day) -> Day { day.adding(days: days) }

    /// A part of an amount, and the day it is due, which is that of issue where it was due before.
    public struct Due: Sendable, Equatable {
        /// The part.
        public let instalment: Instalment
        /// In the currency's minor unit.
        public let amount: Decimal
        /// The last day for paying it.
        public let day: Day
    }

    /// What is due when of an invoice; the parts add up to the amount by the largest remainder.
    public func dues(of gross: Decimal, issuedOn day: Day, minorDigits: Int) -> [Due] {
        zip(instalments, amounts(of: gross, minorDigits: minorDigits)).map { part, amount in
            var due = day
            if case .net(let days) = part.event { due = day.adding(days: days) }
            return Due(instalment: part, amount: amount, day: due)
        }
    }

    /// The amounts of the parts, in their order; they add up to the amount by the largest remainder.
    public func amounts(of gross: Decimal, minorDigits: Int) -> [Decimal] {
        gross.shares(byWeight: instalments.map { Int($0.percent.millionths) }, toFractionDigits: minorDigits)
    }

    /// How much of an order has to be paid before it is promised (`deposit`) or before it is shipped (both parts).
    public func inAdvance(of gross: Decimal, minorDigits: Int, includingShipping: Bool) -> Decimal {
        zip(instalments, amounts(of: gross, minorDigits: minorDigits)).reduce(Decimal.zero) { sum, part in
            switch part.0.event {
            case .deposit: sum + part.1
            case .beforeShipping: includingShipping ? sum + part.1 : sum
            case .net: sum
            }
        }
    }

    /// What is let off of an invoice of which so much is not credited; nil without a discount.
    public func earlyDiscount(of amount: Decimal, minorDigits: Int) -> Decimal? {
        discount.flatMap { amount.part($0.percent, of: Decimal(100), toFractionDigits: minorDigits) }
    }

    private static func net(_ text: String) -> (days: Int, discount: EarlyDiscount?)? {
        let parts = text.split(separator: "n", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, parts[1].hasPrefix("et"), let days = days(parts[1].dropFirst(2)) else { return nil }
        if parts[0].isEmpty { return (days, nil) }
        let early = parts[0].split(separator: "/", omittingEmptySubsequences: false)
        guard early.count == 2, let percent = percent(early[0], upTo: 2), let discountDays = Self.days(early[1]),
            discountDays <= days
        else { return nil }
        return (days, percent > .zero ? EarlyDiscount(percent: percent, days: discountDays) : nil)
    }

    private static func schedule(_ text: String) -> [Instalment]? {
        var parts: [Instalment] = []
        var sum = Decimal.zero
        for piece in text.split(separator: ",", omittingEmptySubsequences: false) {
            let halves = piece.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)
            guard halves.count == 2, let percent = percent(halves[0], upTo: 3), percent > .zero,
                percent <= Decimal(100), let event = event(halves[1])
            else { return nil }
            if let last = parts.last, rank(last.event) >= rank(event) { return nil }
            parts.append(Instalment(event: event, percent: percent))
            sum = sum + percent
        }
        return sum == Decimal(100) ? parts : nil
    }

    private static func event(_ text: Substring) -> Event? {
        switch text {
        case "deposit": return .deposit
        case "beforeshipping": return .beforeShipping
        default: return text.hasPrefix("net") ? days(text.dropFirst(3)).map { .net(days: $0) } : nil
        }
    }

    /// In which order parts fall due.
    private static func rank(_ event: Event) -> Int {
        switch event {
        case .deposit: -2
        case .beforeShipping: -1
        case .net(let days): days
        }
    }

    /// At most so many digits before the point and three behind it, as `2` or `2.5`.
    private static func percent(_ text: Substring, upTo digits: Int) -> Decimal? {
        let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let isPercent = zip(parts, [1...digits, 1...3]).allSatisfy { part, length in
            length.contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
        }
        return isPercent ? try? Decimal(String(text)) : nil
    }

    private static func days(_ text: Substring) -> Int? {
        guard (1...3).contains(text.utf8.count), text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return Int(text)
    }
}
