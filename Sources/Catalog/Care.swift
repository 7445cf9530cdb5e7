/// How a finished piece bears what it meets in use, one answer for each of seven exposures.
public struct Care: Hashable, Sendable, CustomStringConvertible {
    /// What a piece is exposed to, in the order of the letters.
    public enum Exposure: Int, Sendable, CaseIterable, LosslessStringConvertible {
        /// Water.
        case water
        /// Soap.
        case soap
        /// Alcohol of 70 percent.
        case alcohol
        /// Oil.
        case oil
        /// Heat or a sudden change of temperature.
        case heat
        /// Long sunlight.
        case sun
        /// Acid.
        case acid

        /// The exposure's word, as criteria name it.
        public var description: String {
            switch self {
            case .water: "water"
            case .soap: "soap"
            case .alcohol: "alcohol"
            case .oil: "oil"
            case .heat: "heat"
            case .sun: "sun"
            case .acid: "acid"
            }
        }

        /// The exposure that a word names; nil for any other word.
        public init?(_ word: String) {
            guard let exposure = Exposure.allCases.first(where: { $0.description == word }) else { return nil }
            self = exposure
        }
    }

    /// What the answer may be; ordered from harmless to harmful.
    public enum Answer: UInt8, Sendable, Comparable {
        /// No harm.
        case ok = 0x6F
        /// Briefly and with a test; rinse and dry.
        case caution = 0x63
        /// Avoid.
        case avoid = 0x78

        /// Order from harmless to harmful.
        public static func < (one: Answer, other: Answer) -> Bool { one.severity < other.severity }

        private var severity: Int { self == .ok ? 0 : self == .caution ? 1 : 2 }
    }

    /// The care of a treatment that changes nothing.
    public static let unchanged = Care(answers: Array(repeating: nil, count: Exposure.allCases.count))

    private let answers: [Answer?]

    /// Reads seven letters of o, c and x.
    ///
    /// A point leaves an answer open, as treatments do. Nil for anything else.
    public init?(_ letters: String) {
        var answers: [Answer?] = []
        for byte in letters.utf8 {
            if byte == 0x2E {
                answers.append(nil)
            } else if let answer = Answer(rawValue: byte) {
                answers.append(answer)
            } else {
                return nil
            }
        }
        guard answers.count == Exposure.allCases.count else { return nil }
        self.answers = answers
    }

    private init(answers: [Answer?]) { self.answers = answers }

    /// The answer for one exposure; nil where a treatment changes nothing.
    public subscript(exposure: Exposure) -> Answer? { answers[exposure.rawValue] }

    /// This care with a treatment laid over it: of two answers the more careful one holds.
    public func overridden(by treatment: Care) -> Care {
        Care(
            answers: zip(answers, treatment.answers).map { own, other in
                guard let own else { return other }
                guard let other else { return own }
                return max(own, other)
            })
    }

    /// The seven letters.
    public var description: String { answers.map(Care.letter).joined() }

    /// One answer's letter; a point for none.
    static func letter(_ answer: Answer?) -> String {
        String(decoding: [answer?.rawValue ?? 0x2E], as: UTF8.self)
    }
}
