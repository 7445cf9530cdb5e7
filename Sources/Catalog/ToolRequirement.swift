internal import Quantities

/// What a step asks of a tool: an attribute of the product held against a value or a list.
public struct ToolRequirement: Hashable, Sendable {
    /// How the attribute is held against the value.
    public enum Operator: String, Sendable, CaseIterable {
        /// One of a list.
        case isIn = "in"
        /// None of a list.
        case isNotIn = "not in"
        /// The same.
        case equal = "="
        /// Another.
        case notEqual = "!="
        /// Not below.
        case atLeast = ">="
        /// Not above.
        case atMost = "<="
        /// Above.
        case above = ">"
        /// Below.
        case below = "<"

        /// Whether it takes a list.
        public var takesList: Bool { self == .isIn || self == .isNotIn }

        /// Whether it compares by size.
        var isOrder: Bool { [.atLeast, .atMost, .above, .below].contains(self) }
    }

    /// Whether a tool that does not meet it is out.
    public enum Importance: String, Sendable, CaseIterable {
        /// It is out.
        case must
        /// It comes behind those that do.
        case should
    }

    /// The attribute, as its author named it.
    public var attribute: String
    /// How it is held against the operands.
    public var comparison: Operator
    /// The value, or the values of a list, as written.
    public var operands: [String]
    /// The unit of figures; nil for the attribute's own.
    public var unit: String?
    /// Whether it is a must.
    public var importance: Importance

    /// A requirement.
    public init(
        _ attribute: String, _ comparison: Operator, _ operands: [String], unit: String? = nil,
        importance: Importance = .must
    ) {
        self.attribute = attribute
        self.comparison = comparison
        self.operands = operands
        self.unit = unit
        self.importance = importance
    }

    /// As a person reads it: `shape_code in [heart, dolphin]`, `edge.min_radius_mm >= 1 mm`.
    public var text: String {
        let value = comparison.takesList ? "[\(operands.joined(separator: ", "))]" : operands.joined()
        return "\(attribute) \(comparison.rawValue) \(value)" + (unit.map { " " + $0 } ?? "")
    }
}

/// Why a requirement says nothing.
public struct RequirementFault: Error, Hashable, Sendable {
    /// Which part of it.
    public enum Part: String, Sendable {
        /// The attribute.
        case attribute
        /// The operator.
        case comparison = "operator"
        /// The value.
        case value
        /// The unit.
        case unit
    }

    /// The part that is wrong.
    public let part: Part
    /// What is wrong, and what would do.
    public let message: String
}

/// A requirement that is understood: its attribute is known, its values are of the attribute's kind and in its unit.
public struct CompiledRequirement: Sendable {
    private enum Wanted: Sendable {
        case words(Set<String>)
        case figures([Decimal])
        case flag(Bool)
    }

    /// What a product is to a requirement.
    public enum Result: String, Sendable, CaseIterable {
        /// It meets it.
        case met
        /// It does not.
        case failed
        /// Nobody has said what it would take to know.
        case unknown
    }

    /// What was asked.
    public let requirement: ToolRequirement
    /// What it asks about.
    public let attribute: ToolAttribute
    private let wanted: Wanted

    /// Understands a requirement.
    ///
    /// Refuses unknown attributes, operators that do not go with the attribute's kind, codes that are not of its list, numbers
    /// that are none, and units that are no units of it or in which the value is not exact at six decimals.
    public init(_ requirement: ToolRequirement, _ vocabulary: Vocabulary) throws(RequirementFault) {
        guard let attribute = ToolAttribute.named(requirement.attribute, vocabulary) else {
            throw RequirementFault(
                part: .attribute,
                message:
                    "a product has no attribute \"\(requirement.attribute)\"; known are \(ToolAttribute.names.joined(separator: ", "))"
            )
        }
        self.requirement = requirement
        self.attribute = attribute
        let isFigure = if case .figure = attribute.kind { true } else { false }
        guard isFigure || !requirement.comparison.isOrder else {
            throw RequirementFault(
                part: .comparison,
                message: "\(attribute.name) has no size; use in, not in, = or !=")
        }
        guard isFigure || requirement.unit == nil else {
            throw RequirementFault(part: .unit, message: "\(attribute.name) has no unit; leave it out")
        }
        switch attribute.kind {
        case .code(let known), .codes(let known):
            for word in requirement.operands where !known.isEmpty && !known.contains(word) {
                throw RequirementFault(
                    part: .value,
                    message: "\"\(word)\" is no \(attribute.name); known are \(known.joined(separator: ", "))")
            }
            wanted = .words(Set(requirement.operands))
        case .flag:
            guard !requirement.comparison.takesList, let flag = Self.flag(requirement.operands.first) else {
                throw RequirementFault(
                    part: .value, message: "\(attribute.name) is yes or no; use = yes, = no")
            }
            wanted = .flag(flag)
        case .figure(let unit):
            var figures: [Decimal] = []
            for text in requirement.operands {
                figures.append(try Self.figure(text, requirement.unit, of: attribute.name, in: unit))
            }
            wanted = .figures(figures)
        }
    }

    private static func flag(_ word: String?) -> Bool? {
        switch word?.lowercased() {
        case "true", "yes": true
        case "false", "no": false
        default: nil
        }
    }

    private static func figure(
        _ text: String, _ written: String?, of name: String, in unit: String?
    ) throws(RequirementFault) -> Decimal {
        guard let number = try? Decimal(text) else {
            throw RequirementFault(part: .value, message: "\"\(text)\" is no number with a point, such as 1.5")
        }
        guard let written else { return number }
        guard let unit else {
            throw RequirementFault(part: .unit, message: "\(name) is a bare number; leave the unit out")
        }
        guard let ratio = Measure.ratio(from: written, to: unit) else {
            throw RequirementFault(part: .unit, message: "\"\(written)\" is no unit of \(name), which is in \(unit)")
        }
        guard let exact = number.exactly(times: ratio.numerator, over: ratio.denominator) else {
            throw RequirementFault(
                part: .value, message: "\(text) \(written) is not exact in \(unit) at six decimals; give it in \(unit)")
        }
        return exact
    }

    /// Holds a product against it; what is unknown is neither met nor failed.
    public func result(for tool: ToolOnOffer) -> (result: Result, found: ToolValue?) {
        guard let found = tool.value(of: attribute) else { return (.unknown, nil) }
        return (holds(found) ? .met : .failed, found)
    }

    private func holds(_ found: ToolValue) -> Bool {
        switch (found, wanted) {
        case (.code(let code), .words(let words)): isAffirmed == words.contains(code)
        case (.codes(let codes), .words(let words)):
            isAffirmed == (words.contains { codes.contains($0) || $0 == "none_asserted" && codes.isEmpty })
        case (.flag(let flag), .flag(let wanted)): isAffirmed == (flag == wanted)
        case (.figure(let figure), .figures(let figures)): holds(figure, figures)
        default: false
        }
    }

    private func holds(_ figure: Decimal, _ figures: [Decimal]) -> Bool {
        switch requirement.comparison {
        case .isIn, .equal: figures.contains(figure)
        case .isNotIn, .notEqual: !figures.contains(figure)
        case .atLeast: figures.allSatisfy { figure >= $0 }
        case .atMost: figures.allSatisfy { figure <= $0 }
        case .above: figures.allSatisfy { figure > $0 }
        case .below: figures.allSatisfy { figure < $0 }
        }
    }

    private var isAffirmed: Bool { requirement.comparison != .isNotIn && requirement.comparison != .notEqual }
}
