/// Whom a protocol is written for.
public enum ProtocolAudience: String, Sendable, CaseIterable {
    /// The house's own people.
    case internalTraining = "internal_training"
    /// People who treat others.
    case practitioner
    /// People at home.
    case consumerWellness = "consumer_wellness"
}

/// How far a version of a protocol has come.
public enum ProtocolStatus: String, Sendable, CaseIterable {
    /// Being written.
    case draft
    /// Handed to a reviewer.
    case inReview = "in_review"
    /// Reviewed; it never changes again but to be retired.
    case approved
    /// No longer used.
    case retired

    /// Whether it may still be replaced or approved.
    public var isOpen: Bool { self == .draft || self == .inReview }
}

/// How strongly a tool is pressed: under 1 N, 1 to 3, 3 to 7, 7 to 14 N.
///
/// Above 14 N nothing was published, so there is no such level.
public enum PressureLevel: String, Sendable, CaseIterable {
    /// Under 1 N.
    case glide
    /// 1 to 3 N.
    case light
    /// 3 to 7 N.
    case moderate
    /// 7 to 14 N.
    case firm
}

/// How a tool is moved; the project's own list.
public enum StrokeKind: String, Sendable, CaseIterable {
    /// Along, far.
    case long
    /// Along, near.
    case short
    /// In circles.
    case circular
    /// Across.
    case cross
    /// Pressed on one place.
    case press
    /// Rolled.
    case roll
    /// Combed.
    case comb
}

/// A version of a way of using tools, as somebody wrote it; the texts are the author's own.
public struct ToolProtocol: Hashable, Sendable {
    /// One step.
    public struct Step: Hashable, Sendable {
        /// What it is called.
        public var heading: String
        /// What is done.
        public var instruction: String
        /// Where.
        public var bodyArea: BodyArea?
        /// How strongly.
        public var pressureLevel: PressureLevel?
        /// How the tool is moved.
        public var strokeKind: StrokeKind?
        /// For how long at least and at most, in seconds.
        public var durationSecondsMin, durationSecondsMax: Int?
        /// How often.
        public var repetitions: Int?
        /// When to stop: words, or codes of contraindications.
        public var stopConditions: [String]
        /// What a tool for it must and should be like, in the author's order.
        public var requirements: [ToolRequirement]

        /// A step.
        public init(
            heading: String, instruction: String, bodyArea: BodyArea? = nil, pressureLevel: PressureLevel? = nil,
            strokeKind: StrokeKind? = nil, durationSecondsMin: Int? = nil, durationSecondsMax: Int? = nil,
            repetitions: Int? = nil, stopConditions: [String] = [], requirements: [ToolRequirement] = []
        ) {
            self.heading = heading
            self.instruction = instruction
            self.bodyArea = bodyArea
            self.pressureLevel = pressureLevel
            self.strokeKind = strokeKind
            self.durationSecondsMin = durationSecondsMin
            self.durationSecondsMax = durationSecondsMax
            self.repetitions = repetitions
            self.stopConditions = stopConditions
            self.requirements = requirements
        }
    }

    /// A reason against use that the protocol names.
    public struct Contraindication: Hashable, Sendable {
        /// Its code.
        public var code: String
        /// What the author adds.
        public var note: String?

        /// A contraindication.
        public init(code: String, note: String? = nil) {
            self.code = code
            self.note = note
        }
    }

    /// Its code.
    public var code: String
    /// Its version, unique for the code.
    public var version: Int
    /// What it is called.
    public var title: String
    /// The language of its texts, ISO 639-1.
    public var language: String
    /// Whom it is for.
    public var audience: ProtocolAudience
    /// The market whose rules its texts are read by; nil for the strictest.
    public var market: Market?
    /// Who wrote it and what makes them able to; nothing is anonymous.
    public var authorName, authorQualification: String
    /// Where it comes from, and under which licence it may be used.
    public var sourceReference, licence: String
    /// How far it has come.
    public var status: ProtocolStatus
    /// The steps in their order.
    public var steps: [Step]
    /// Reasons against use.
    public var contraindications: [Contraindication]
    /// Codes of the studies it names.
    public var evidence: [String]

    /// A protocol without steps.
    public init(
        code: String, version: Int, title: String, language: String, audience: ProtocolAudience, market: Market? = nil,
        authorName: String, authorQualification: String, sourceReference: String, licence: String,
        status: ProtocolStatus = .draft, steps: [Step] = [], contraindications: [Contraindication] = [],
        evidence: [String] = []
    ) {
        self.code = code
        self.version = version
        self.title = title
        self.language = language
        self.audience = audience
        self.market = market
        self.authorName = authorName
        self.authorQualification = authorQualification
        self.sourceReference = sourceReference
        self.licence = licence
        self.status = status
        self.steps = steps
        self.contraindications = contraindications
        self.evidence = evidence
    }

    /// The texts that are screened, each with the name of its field: the title, each heading and each instruction.
    public var texts: [(field: String, text: String)] {
        [("title", title)]
            + steps.enumerated().flatMap { index, step in
                [
                    ("steps[\(index + 1)].heading", step.heading),
                    ("steps[\(index + 1)].instruction", step.instruction),
                ]
            }
    }
}

extension ToolProtocol {
    /// The number of steps that a title promises, as "8-step" or "eight steps"; nil when it promises none.
    public static func stepsPromised(by title: String) -> Int? {
        let words = title.lowercased().split { !($0.isLetter || $0.isNumber) }
        for (word, next) in zip(words, words.dropFirst()) where next == "step" || next == "steps" {
            if let number = Int(word) ?? numberWords.firstIndex(of: String(word)) { return number }
        }
        return nil
    }

    private static let numberWords = [
        "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    ]

    /// Whether two names are one person's, for all case and blanks.
    public static func isSamePerson(_ one: String, _ other: String) -> Bool {
        func folded(_ name: String) -> String {
            name.lowercased().split(whereSeparator: \.isWhitespace).joined(separator: " ")
        }
        return folded(one) == folded(other)
    }
}
