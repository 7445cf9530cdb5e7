internal import ArgumentParser
internal import Commanding
internal import Documents
internal import Glibc
internal import Operations
internal import Processes
internal import Rendering
internal import Storage

extension DocumentCommand {
    struct Send: ParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "send", abstract: "Write a document into a folder, or give it to a command of yours.",
            discussion: """
                --folder puts KIND-NUMBER-LANGUAGE.ENDING there, whole or not at all, a message as KIND-NUMBER.FORMAT.xml; a later \
                edition has its number before the ending. --command runs a program \
                by its absolute path, without a shell; {file}, {kind}, {number}, {language} and {to} in its words are filled in. Without \
                either the setting document_command is run. The document is kept before anything is sent.

                Examples:
                  nephrite document send invoice INV-2026-000001 --format pdf --folder /srv/outbox
                  nephrite document send invoice INV-2026-000001 --format pdf --to buying@example.com --command "/usr/local/bin/mail-it {to} {file}"
                """)
        @Argument(help: "What it is: \(DocumentKind.allCases.map(\.rawValue).joined(separator: ", ")).")
        var kind: DocumentKind
        @Argument(help: "The number of the order, shipment, invoice, credit note or purchase, or a customer's code.")
        var number: String
        @Option(help: "html, pdf, ubl, opentrans, cii or facturx.")
        var format: TradeDocuments.Format
        @Option(help: "en, de, fr, es or zh.")
        var language: DocumentLanguage = .english
        @Option(help: "A4 or Letter.")
        var paper: Paper = .a4
        @OptionGroup var selection: SheetOptions
        @Option(help: "The folder to put it in.")
        var folder: String?
        @Option(help: ArgumentHelp("The program to give it to, with its words.", valueName: "words"))
        var command: String?
        @Option(help: "Whom it is for, as {to} of the command.")
        var to: String?
        @OptionGroup var common: CommonOptions

        func validate() throws {
            try selection.check(kind)
            if folder != nil, command != nil { throw ValidationError("give --folder or --command, not both") }
        }

        func run() throws {
            let database = try common.open()
            let words = folder == nil ? try words(command ?? Company(database).setting("document_command")) : []
            let request = TradeDocuments.Request(kind, number, format, language, paper, selection.selection)
            try request.checkFormat()
            let printer = try DocumentPrinter(format, language, common)
            let issued = try TradeDocuments(database).issue(request, print: printer.print)
            let place = folder == nil ? try give(issued, to: words) : try put(issued)
            issued.noteAge()
            try TradeDocuments(database).noteSending(issued.row, to: place)
            try common.show(Answer(issued, file: place))
        }

        /// A name that no other document has: of another kind, selection, form, language, sheet or edition.
        private func name(_ issued: TradeDocuments.Issued) -> String {
            let key = issued.row.key
            let number = key.number.map { $0.isLetter || $0.isNumber || "-._".contains($0) ? String($0) : "_" }.joined()
            let edition = issued.row.edition > 1 ? ["\(issued.row.edition)"] : []
            let look = format.isMessage ? [] : [key.language] + (paper == .a4 ? [] : [key.paper.lowercased()])
            return (["\(key.kind)-\(number)"] + look + edition).joined(separator: "-") + "." + format.ending
        }

        private func put(_ issued: TradeDocuments.Issued) throws -> String {
            let path = "\(folder ?? ".")/\(name(issued))"
            try OutputFile.write(bytes: issued.content, to: path)
            return path
        }

        /// The words of the command, before they are filled in.
        private func words(_ text: String) throws -> [String] {
            let words = text.split(separator: " ").map(String.init)
            guard let program = words.first, program.hasPrefix("/"), access(program, X_OK) == 0 else {
                throw Refusal(
                    "command_invalid",
                    text.isEmpty ? "nobody has said how documents are sent" : "\"\(text)\" is no program",
                    at: "--command",
                    remedy:
                        "give --folder, or --command with the absolute path of a program, or nephrite settings set document_command=…",
                    status: .usage)
            }
            guard to != nil || !text.contains("{to}") else {
                throw Refusal(
                    "command_invalid", "the command has a place for {to}, and nobody is named", at: "--to",
                    remedy: "say whom it is for: --to ADDRESS", status: .usage)
            }
            let unknown = Self.places(in: text).filter { !Self.known.contains($0) }
            guard unknown.isEmpty else {
                throw Refusal(
                    "command_invalid", "the command has a place that nothing fills: \(unknown.joined(separator: ", "))",
                    at: command == nil ? "document_command" : "--command",
                    remedy: "use \(Self.known.joined(separator: ", "))", status: .usage)
            }
            return words
        }

        /// What is filled in.
        private static let known = ["{file}", "{kind}", "{number}", "{language}", "{to}"]

        /// The words in braces of a command, with these.
        private static func places(in text: String) -> [String] {
            text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { rest in
                guard let end = rest.firstIndex(of: "}") else { return nil }
                let name = rest[..<end]
                let isName = !name.isEmpty && name.allSatisfy { $0.isLetter || $0.isNumber || "_-.".contains($0) }
                return isName ? "{\(name)}" : nil
            }
        }

        private func give(_ issued: TradeDocuments.Issued, to words: [String]) throws -> String {
            try Scratch.inFolder(common.environment(), name: "send") { folder in
                let path = "\(folder)/\(name(issued))"
                defer { unlink(path) }
                try OutputFile.write(bytes: issued.content, to: path)
                let values = [path, kind.rawValue, number, language.rawValue, to ?? ""]
                let outcome = ChildProcess.run(
                    words.map { word in
                        zip(Self.known, values).reduce(word) { $0.replacing($1.0, with: $1.1) }
                    })
                guard outcome.succeeded else {
                    throw Refusal(
                        "command_failed", "the command did not take \(number): \(outcome.summary)", at: words[0],
                        remedy: "mend the command and send again; the document is kept and is the same",
                        status: .unavailable)
                }
                return words.joined(separator: " ")
            }
        }
    }
}

extension TradeDocuments.Format {
    fileprivate var ending: String { isMessage ? "\(rawValue).xml" : self == .facturx ? "facturx.pdf" : rawValue }
}
