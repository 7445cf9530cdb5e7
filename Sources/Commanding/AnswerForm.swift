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
        let text = self.text(answer, columns: Console.columns)
        // For a person's eyes only; a file or a pipe gets every text to the letter.
        try Console.write(self == .csv && Console.columns != nil ? TerminalText.safeLines(text) : text)
    }

    /// An answer as it stands in a file; a table as wide as `columns`, as it needs to be without.
    package func text(_ answer: Answer, columns: Int? = nil) -> String {
        switch self {
        case .json: answer.json + "\n"
        case .csv: CSVForm.text(answer)
        case .table: TableForm.text(answer, columns: columns)
        }
    }
}
