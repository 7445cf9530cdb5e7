internal import Rendering

/// Wrong usage, told to a script.
enum UsageFailure {
    /// Prints the error object and answers the exit status.
    static func report(_ message: String) -> Int32 {
        let object = Answer.keys(
            ("code", .text("usage")), ("message", .text(message)), ("where", .text("command line")),
            ("remedy", .text("\(Console.program) --help shows the commands, and --help behind a command its options")))
        Console.complain(Answer.keys(("error", object)).json + "\n")
        return 64
    }
}
