internal import Rendering

/// Wrong usage, told to a person or a script.
enum UsageFailure {
    /// Prints what is wrong and where help is, and answers the exit status.
    static func report(_ message: String, remedy: String?, asJSON: Bool) -> Int32 {
        let remedy =
            remedy ?? "\(Console.program) --help shows the commands, and --help behind a command its options"
        guard asJSON else {
            Console.complain("Error: \(message)\n  \(remedy)\n")
            return 64
        }
        let object = Answer.keys(
            ("code", .text("usage")), ("message", .text(message)), ("where", .text("command line")),
            ("remedy", .text(remedy)))
        Console.complain(Answer.keys(("error", object)).json + "\n")
        return 64
    }
}
