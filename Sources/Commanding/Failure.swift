internal import Glibc
internal import LocalCluster
internal import Operations
internal import Postgres
internal import Rendering

/// Turns what was thrown into what a person or a script reads, and the exit status.
package enum Failure {
    /// Says what went wrong and answers the exit status.
    package static func report(_ error: any Error, asJSON: Bool, isVerbose: Bool) -> Int32 {
        let refusal = refusal(of: error, isVerbose: isVerbose)
        // What a lost COMMIT did is not known, whoever asked for the end.
        if Interrupt.isRequested, refusal.code != "commit_unknown" {
            let interruption = Refusal("interrupted", "interrupted; nothing unfinished was kept")
            say(refusal.code == interruption.code ? refusal : interruption, asJSON: asJSON)
            return 130
        }
        say(refusal, asJSON: asJSON)
        return refusal.status.rawValue
    }

    private static func say(_ refusal: Refusal, asJSON: Bool) {
        if asJSON {
            var members: [(String, Answer)] = [
                ("code", .text(refusal.code)), ("message", .text(refusal.message)),
                ("where", .text(ifPresent: refusal.place)), ("remedy", .text(ifPresent: refusal.remedy)),
            ]
            if let run = refusal.run { members.append(("run", .int(Int(run)))) }
            let object = Answer.object(members.map { Answer.Member($0.0, $0.1) })
            Console.complain(Answer.keys(("error", object)).json + "\n")
        } else {
            var text = Console.program + ": "
            if let place = refusal.place { text += TerminalText.safe(place) + ": " }
            text += refusal.message.split(separator: "\n").map { TerminalText.safe(String($0)) }.joined(
                separator: "\n  ")
            if let run = refusal.run { text += " (run \(run))" }
            if let remedy = refusal.remedy { text += "\n  " + TerminalText.safe(remedy) }
            Console.complain(text + "\n")
        }
    }

    private static func refusal(of error: any Error, isVerbose: Bool) -> Refusal {
        switch error {
        case let refusal as Refusal: return refusal
        case let fault as LocalClusterFault:
            return Refusal(
                fault.code.rawValue, fault.message, at: fault.place, remedy: fault.remedy, status: status(of: fault))
        case let error as PostgresError: return refusal(of: error.serverFault, "\(error)", isVerbose)
        case let fault as ServerFault: return refusal(of: fault, "\(fault)", isVerbose)
        case TransactionFault.commitUnknown:
            return Refusal(
                "commit_unknown",
                "the connection was lost while committing: it is not known whether the change was kept",
                remedy: "look before you repeat it, or repeat it with the same --key", status: .tryAgain)
        case let fault as TransactionFault: return refusal(of: fault.serverFault, "\(fault)", isVerbose)
        default:
            return Refusal("bug", "\(error)", remedy: "this is a fault of the program; please report it", status: .bug)
        }
    }

    private static func status(of fault: LocalClusterFault) -> Refusal.Status {
        switch fault.code {
        case .backupUnreadable, .restoreFailed: .badInput
        case .outputNotWritten: .cannotWrite
        case .databaseInUse: .tryAgain
        default: .unavailable
        }
    }

    private static func refusal(of fault: ServerFault?, _ description: String, _ isVerbose: Bool) -> Refusal {
        guard let fault else { return Refusal("bug", description, status: .bug) }
        let text = isVerbose ? fault.verboseDescription : fault.message
        if fault.isConnectionLost {
            return Refusal(
                "connection_lost", "the connection to the database was lost: \(text)",
                remedy: "nothing unfinished was kept; try again when the server runs", status: .unavailable)
        }
        switch fault.sqlstate {
        case "40001", "40P01", "55P03":
            return Refusal(
                "busy", "others are working on the same rows: \(text)", remedy: "try again", status: .tryAgain)
        case "53100":
            return Refusal(
                "disk_full", "the server's disk is full: \(text)", remedy: "make room and try again",
                status: .unavailable)
        case "42501":
            return Refusal("not_allowed", text, remedy: "ask the database's owner for the right", status: .rule)
        case let state where state.hasPrefix("23"):
            return ConstraintRefusal.refusal(constraint: fault.constraint ?? "", message: text)
        case "22003":
            return Refusal(
                "value_out_of_range", "a number is greater than can be kept: \(text)",
                remedy: "give a smaller number", status: .badInput)
        case let state where state.hasPrefix("22"):
            return Refusal(
                "value_invalid", "a value cannot be kept: \(text)", remedy: "check what was given", status: .badInput)
        default: return Refusal("database_error", "\(text) (SQLSTATE \(fault.sqlstate))", status: .bug)
        }
    }
}
