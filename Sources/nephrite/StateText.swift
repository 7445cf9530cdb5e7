internal import ArgumentParser

/// The state that a list is narrowed to, as typed behind `--state`.
enum StateText {
    /// The state of a name, nil where none is given; refuses a name of none, with those there are.
    static func read<State: RawRepresentable<String> & CaseIterable>(_ text: String?) throws -> State? {
        guard let text else { return nil }
        if let state = State(rawValue: text) { return state }
        let names = State.allCases.map(\.rawValue)
        throw ValidationError("--state takes \(names.dropLast().joined(separator: ", ")) or \(names.last ?? "")")
    }
}
