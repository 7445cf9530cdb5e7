/// A place below a record, as profiles write it: `A/B[@type=x|y]/C`, `../D/E`, `/F`, `A|B/C`, `@x`.
///
/// Steps are local names; `A|B` takes either. A condition compares an attribute or a path below the element with
/// values in which `*` stands for anything; `!=` holds also where the operand is absent. `../` leaves the group the
/// path stands in, one level each; a leading `/` goes back to the record.
struct Path: Equatable, Sendable {
    /// Where a path begins.
    enum Origin: Equatable, Sendable {
        /// So many levels above the element of the group; 0 is the element itself.
        case group(levelsUp: Int)
        /// The record.
        case record
    }

    struct Step: Equatable, Sendable {
        /// Local names, any of which will do.
        var names: [String]
        var conditions: [Condition] = []
    }

    struct Condition: Equatable, Sendable {
        /// The compared place, below the element that carries the condition.
        var operand: [Step]
        /// The operand's attribute, or nil for its text.
        var attribute: String?
        var values: [String]
        var negated: Bool
    }

    var origin: Origin = .group(levelsUp: 0)
    var steps: [Step] = []
    /// The attribute of the last step, or nil for its text.
    var attribute: String?
}

extension Path {
    /// The names of all elements in it, also those of its conditions.
    var names: [String] { steps.flatMap(Self.names) }

    private static func names(of step: Step) -> [String] {
        step.names + step.conditions.flatMap { $0.operand.flatMap(names) }
    }
}

/// A path that cannot be read, with what is wrong.
struct PathFault: Error, Equatable {
    let message: String
}

extension Path {
    /// Reads a path, or says what is wrong with it.
    init(_ text: String) throws(PathFault) {
        var parser = PathParser(text: text)
        self = try parser.path()
    }
}

private struct PathParser {
    let text: String
    var rest: Substring.UnicodeScalarView

    init(text: String) {
        self.text = text
        rest = Substring(text).unicodeScalars
    }

    mutating func path() throws(PathFault) -> Path {
        var path = Path()
        if take("/") {
            path.origin = .record
        } else {
            var levels = 0
            while rest.starts(with: "../".unicodeScalars) {
                rest.removeFirst(3)
                levels += 1
            }
            path.origin = .group(levelsUp: levels)
        }
        if rest.elementsEqual(".".unicodeScalars) { return path }
        (path.steps, path.attribute) = try steps(until: [])
        guard rest.isEmpty else { throw fault("unexpected '\(String(rest))'") }
        return path
    }

    private mutating func steps(until ends: Set<Unicode.Scalar>) throws(PathFault) -> ([Path.Step], String?) {
        var steps: [Path.Step] = []
        repeat {
            if take("@") { return (steps, try name()) }
            var step = Path.Step(names: [try name()])
            while take("|") { step.names.append(try name()) }
            while take("[") { step.conditions.append(try condition()) }
            steps.append(step)
        } while take("/")
        return (steps, nil)
    }

    private mutating func condition() throws(PathFault) -> Path.Condition {
        let (operand, attribute) = try steps(until: ["=", "!"])
        let negated = take("!")
        guard take("=") else { throw fault("a condition needs '=' or '!='") }
        var values: [String] = [""]
        while let scalar = rest.first, scalar != "]" {
            rest.removeFirst()
            if scalar == "|" { values.append("") } else { values[values.count - 1].unicodeScalars.append(scalar) }
        }
        guard take("]") else { throw fault("a condition ends with ']'") }
        return Path.Condition(operand: operand, attribute: attribute, values: values, negated: negated)
    }

    private mutating func name() throws(PathFault) -> String {
        var name = ""
        while let scalar = rest.first, !"/|[]@=!".unicodeScalars.contains(scalar) {
            name.unicodeScalars.append(scalar)
            rest.removeFirst()
        }
        guard !name.isEmpty else { throw fault("an element's or attribute's name is missing") }
        return name
    }

    private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
        guard rest.first == scalar else { return false }
        rest.removeFirst()
        return true
    }

    private func fault(_ message: String) -> PathFault {
        let position = text.unicodeScalars.count - rest.count + 1
        return PathFault(message: "path \"\(text)\": \(message), at character \(position)")
    }
}

/// Whether a text equals a pattern in which `*` stands for any run of characters.
func matchesPattern(_ text: String, _ pattern: String) -> Bool {
    guard pattern.utf8.contains(UInt8(ascii: "*")) else { return text == pattern }
    let parts = pattern.split(separator: "*", omittingEmptySubsequences: false)
    var rest = Substring(text)
    for (index, part) in parts.enumerated() {
        if index == 0 {
            guard rest.hasPrefix(part) else { return false }
            rest = rest.dropFirst(part.count)
        } else if index == parts.count - 1 {
            return rest.hasSuffix(part)
        } else {
            while !rest.hasPrefix(part) {
                guard !rest.isEmpty else { return false }
                rest.removeFirst()
            }
            rest = rest.dropFirst(part.count)
        }
    }
    return true
}
