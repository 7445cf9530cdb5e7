internal import ArgumentParser
package import Rendering

/// How an answer is printed.
package enum AnswerForm: String, ExpressibleByArgument, CaseIterable, Sendable {
    /// For people, as wide as the terminal.
    case table
    /// One line of JSON.
    case json
    /// CSV of RFC 4180.
    case csv

    /// Prints an answer on standard output.
    package func print(_ answer: Answer) throws {
        switch self {
        case .json: try Console.write(answer.json + "\n")
        case .csv:
            let text = CSVForm.text(answer)
            // For a person's eyes only; a file or a pipe gets every text to the letter.
            try Console.write(Console.columns == nil ? text : TerminalText.safeLines(text))
        case .table: try Console.write(TableForm.text(answer, columns: Console.columns))
        }
    }
}
