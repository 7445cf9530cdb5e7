/// Why something was not done: what, where, and how to put it right.
package struct Refusal: Error, Sendable, Equatable {
    /// Exit statuses of the command line, after sysexits.
    package enum Status: Int32, Sendable {
        /// Refused by a rule.
        case rule = 1
        /// Wrong usage.
        case usage = 64
        /// Bad input.
        case badInput = 65
        /// Database unreachable.
        case unavailable = 69
        /// A bug.
        case bug = 70
        /// Output could not be written.
        case cannotWrite = 74
        /// Try again.
        case tryAgain = 75
    }

    /// The rule's stable name: `stale_plan`.
    package let code: String
    /// What is wrong.
    package let message: String
    /// Where, or nil.
    package let place: String?
    /// How to put it right, or nil when there is nothing to do.
    package let remedy: String?
    /// The program's exit status.
    package let status: Status
    /// The run that keeps the account of a refused file.
    package let run: Int64?

    /// A refusal.
    package init(
        _ code: String, _ message: String, at place: String? = nil, remedy: String? = nil, status: Status = .rule,
        run: Int64? = nil
    ) {
        self.code = code
        self.message = message
        self.place = place
        self.remedy = remedy
        self.status = status
        self.run = run
    }
}

extension Refusal {
    /// `wrong_state`: the state of an order or a purchase lacks an action; the remedy names the commands that it has.
    static func wrongState(
        of number: String, _ state: String, lacks action: String, has commands: [String], kind: String
    ) -> Refusal {
        Refusal(
            "wrong_state", "\(number) is \(state), which has no \(action)", at: number,
            remedy: commands.isEmpty
                ? "nothing more can be done to it; make a new \(kind)"
                : "what can be done to it: nephrite \(commands.joined(separator: ", "))")
    }
}
