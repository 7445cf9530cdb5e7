internal import Catalog
internal import Crypto
public import Quantities

/// What is wrong with an order that came in.
public struct OrderProblem: Error, Equatable {
    /// The rule's name: `quantity_fractional`.
    public let code: String
    /// What, where in the order, and how to put it right; a clerk can send it back.
    public let message: String
    /// What we ourselves can do about it, by a command of ours; nil where that is for the customer to put right.
    public let remedy: String?

    /// A problem.
    public init(_ code: String, _ message: String, remedy: String? = nil) {
        (self.code, self.message, self.remedy) = (code, message, remedy)
    }
}

/// An order as a customer sent it, whatever the format: values are read and normalised, nothing is looked up.
public struct IncomingOrder: Sendable, Equatable {
    /// Something by which the buyer may be known.
    public struct Identifier: Sendable, Hashable {
        /// Who gives out such values: `0088`, `DUNS`, `NetworkID`; `none` where the document does not say.
        public let scheme: String
        /// The value to the letter.
        public let value: String

        /// An identifier.
        public init(scheme: String, value: String) {
            self.scheme = scheme
            self.value = value
        }
    }

    /// What the message is for.
    public enum Kind: Sendable, Equatable {
        /// A new order.
        case order
        /// A change or a cancellation of an earlier one.
        case change, cancellation
        /// Something else; the document's own word.
        case other(String)
    }

    /// What the lines of a change are.
    public enum ChangeScope: String, Sendable {
        /// Those that are changed; others stay as they are.
        case named
        /// All that the order has then; others are called off.
        case whole
        /// All that the order has: to leave one out may mean either, and is a mistake.
        case every
    }

    /// What becomes of a line of a change.
    public enum LineStatus: String, Sendable {
        /// It is new; it is otherwise; it is called off; nothing.
        case added, changed, deleted, unchanged
    }

    /// One line.
    public struct Line: Sendable, Equatable {
        /// The buyer's number of the line, which may have gaps.
        public var number: String?
        /// What becomes of it, where a change says so.
        public var status: LineStatus?
        /// Our number of the goods, the buyer's, and the GTIN where it is one.
        public var sku, itemCode, gtin: String?
        /// What stands in the place of a GTIN and is none.
        public var invalidGTIN: String?
        /// The goods in the buyer's words.
        public var name: String?
        /// How many of the unit; nil where it is no quantity, which is among the problems.
        public var quantity: Decimal?
        /// The code of the unit, or the buyer's word; nil is ours.
        public var unit: String?
        /// For one unit in the order's currency, brought there from price quantity and price unit; nil is our price.
        public var unitPrice: Decimal?
        /// What the line comes to by the buyer.
        public var amount: Decimal?
        /// The day the buyer wants it.
        public var requestedOn: Day?
        /// What the buyer adds.
        public var note: String?

        /// An empty line.
        public init() {}

        /// How the line is named in messages, by the buyer's number, else its place.
        public func label(at index: Int) -> String { "line \(number ?? String(index + 1))" }
    }

    /// Our code of the customer, in formats of our own.
    public var customer: String?
    /// By what the document names its buyer.
    public var buyers: [Identifier] = []
    /// The buyer's number of the order.
    public var poNumber: String?
    /// The identity of the message.
    public var messageID: String?
    /// The days it was written and is wanted.
    public var orderedOn, requestedOn: Day?
    /// ISO 4217; nil is the customer's.
    public var currency: String?
    /// What it is for.
    public var kind = Kind.order
    /// Which change of the order it is by the buyer's count, which may begin with the order itself.
    public var changeSequence: String?
    /// The number of a change itself, and what its lines are; nil where changes in the format are not carried out.
    public var changeNumber: String?, changeScope: ChangeScope?
    /// Whether it is a test of the connection.
    public var isTest = false
    /// What the buyer adds.
    public var note: String?
    /// Where it goes, as `name` and `city`.
    public var shipTo: [(key: String, text: String)] = []
    /// Net sum of the lines and their count by the buyer.
    public var total: Decimal?, lineCount: Int?
    /// The lines in the document's order.
    public var lines: [Line] = []
    /// Everything that is wrong with it, in the order of the document.
    public var problems: [OrderProblem] = []
    /// Counts the orders of a file from 1.
    public var position = 1
    /// Where it begins in the file.
    public var fileLine = 0

    /// An empty order.
    public init() {}

    /// Most lines of one order.
    public static let mostLines = 999

    /// SHA-256 of what the order says, without the identity of the message: a resend has the same, whatever its layout.
    public var contentDigest: String {
        var words: [UInt8] = []
        func take(_ text: String?) {
            words.append(text == nil ? UInt8(ascii: "-") : UInt8(ascii: "="))
            if let text { words.append(contentsOf: text.utf8) }
            words.append(0)
        }
        for text in [
            customer, poNumber, orderedOn?.text, requestedOn?.text, currency, "\(kind)", changeSequence, note,
            total?.text,
        ] as [String?] { take(text) }
        for buyer in buyers {
            take(buyer.scheme)
            take(buyer.value)
        }
        for part in shipTo {
            take(part.key)
            take(part.text)
        }
        for line in lines {
            for text in [
                "line", line.number, line.sku, line.itemCode, line.gtin, line.quantity?.text, line.unit,
                line.unitPrice?.text, line.amount?.text, line.requestedOn?.text, line.note,
            ] as [String?] { take(text) }
        }
        if kind != .order {
            take(changeNumber)
            for line in lines { take(line.status?.rawValue) }
        }
        return Self.hex(SHA256.hash(data: words))
    }

    private static func hex(_ bytes: some Sequence<UInt8>) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Two orders are equal that say the same.
    public static func == (one: IncomingOrder, other: IncomingOrder) -> Bool {
        one.contentDigest == other.contentDigest && one.messageID == other.messageID && one.problems == other.problems
    }
}

/// Reads the texts of an order into values and lists everything that is wrong with them, alike in every format.
struct OrderValues {
    let notation: NumberNotation
    var problems: [OrderProblem] = []

    mutating func problem(_ code: String, _ message: String) { problems.append(OrderProblem(code, message)) }

    /// A day, with or without a time behind it.
    mutating func day(_ text: String?, _ place: String) -> Day? {
        guard let text else { return nil }
        if let day = CalendarDay(text).flatMap({ Day($0.text) }) { return day }
        problem("date_invalid", "\(place): \"\(Self.short(text))\" is no day of the calendar; write yyyy-mm-dd")
        return nil
    }

    /// A quantity above zero.
    mutating func quantity(_ text: String?, _ place: String) -> Decimal? {
        guard let text else {
            problem("quantity_invalid", "\(place) has no quantity; a whole number from 1 on is needed")
            return nil
        }
        if let value = try? Decimal(text, notation: notation), value > .zero, value <= Decimal(999_999_999) {
            return value
        }
        problem("quantity_invalid", "\(place): \"\(Self.short(text))\" is no quantity; give one from 1 to 999999999")
        return nil
    }

    /// A number that is not below zero; nil without a text or where it is none.
    mutating func amount(_ text: String?, _ place: String, code: String = "price_invalid") -> Decimal? {
        guard let text else { return nil }
        do throws(DecimalRefusal) {
            let value = try Decimal(text, notation: notation)
            if value >= .zero { return value }
        } catch .tooPrecise {
            problem(
                code,
                "\(place): \"\(Self.short(text))\" is too exact; at most 12 digits before and 6 behind the point are kept"
            )
            return nil
        } catch {}
        problem(code, "\(place): \"\(Self.short(text))\" is no amount; write it as 12.50, with a point, not below zero")
        return nil
    }

    /// A text of one line, to the letter but for control characters, and bounded.
    mutating func text(_ text: String?, _ place: String, most: Int = 255) -> String? {
        guard let text else { return nil }
        let plain = Self.visible(text, keepingLines: false)
        guard plain.unicodeScalars.count <= most else {
            problem("text_too_long", "\(place) has more than \(most) characters; shorten it")
            return nil
        }
        return plain.isEmpty ? nil : plain
    }

    /// The code of a unit, else the word itself.
    static func unit(_ text: String?) -> String? { text.map { UnitOfMeasure.recognised($0)?.code ?? $0 } }

    /// A price for one order unit out of amount, price quantity and price unit.
    mutating func price(
        amount: Decimal?, quantity: String?, unit: String?, rate: String?, orderUnit: String?, _ place: String
    ) -> Decimal? {
        guard let amount else { return nil }
        var divisor = Decimal(1)
        if let quantity {
            guard let value = try? Decimal(quantity, notation: notation), value > .zero else {
                problem(
                    "price_invalid",
                    "\(place): the price is for \"\(Self.short(quantity))\", which is no quantity above zero")
                return nil
            }
            divisor = value
        }
        var factor = Decimal(1)
        if let unit, let orderUnit, !UnitOfMeasure.isSame(unit, orderUnit) {
            guard let rate = rate.flatMap({ try? Decimal($0, notation: notation) }), rate > .zero else {
                problem(
                    "price_unit_unclear",
                    "\(place): the price is for \(unit), the quantity in \(orderUnit); give the price for \(orderUnit)")
                return nil
            }
            factor = rate
        }
        guard let price = Decimal.quotient(amount, times: factor, by: divisor) else {
            problem("price_invalid", "\(place): the price for one is too large")
            return nil
        }
        return price
    }

    /// The text without control characters; line breaks are blanks, or stay.
    static func visible(_ text: String, keepingLines: Bool, most: Int = .max) -> String {
        let isPlain = text.utf8.allSatisfy { $0 >= 32 && $0 < 127 }
        guard !isPlain || text.utf8.count > most else { return text.withoutBlanksAround }
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars.prefix(most) {
            switch scalar.value {
            case 10 where keepingLines: scalars.append(scalar)
            case 9, 10, 13: scalars.append(" ")
            case 0..<32, 127..<160: break
            default: scalars.append(scalar)
            }
        }
        return String(scalars).withoutBlanksAround
    }

    /// Takes a GTIN, or what stands in its place.
    static func take(gtin text: String?, into line: inout IncomingOrder.Line) {
        guard let text else { return }
        do { line.gtin = try GTIN(text).display } catch { line.invalidGTIN = short(visible(text, keepingLines: false)) }
    }

    static func short(_ text: String) -> String { text.count > 80 ? text.prefix(80) + "…" : text }
}
