internal import ArgumentParser
internal import Commanding
internal import Quantities
internal import Rendering
internal import Reporting

/// A form of a table that comes back by an import.
enum PlainTableForm: String, CaseIterable, ExpressibleByArgument, OutputForm {
    case table, json, csv, xlsx

    var endings: [String] { self == .table ? ["txt"] : [rawValue] }
    var isBinary: Bool { self == .xlsx }

    /// As what an answer is printed; nil for a workbook.
    var answer: AnswerForm? { AnswerForm(rawValue: rawValue) }
}

/// In which form a table is written, and where to; with it go the options that every command has.
struct TableOutput: ParsableArguments {
    @Option(
        name: [.customShort("O"), .long],
        help: "The form: table, json, csv or xlsx, a workbook; else by the ending of -o, else table.")
    var output: PlainTableForm?
    @Option(
        name: .customShort("o"),
        help: ArgumentHelp("Write into this file; - is standard output.", valueName: "file"))
    var file: String?
    @OptionGroup var connection: ConnectionOptions
    @Flag(help: "Answer yes to every question.")
    var yes = false

    /// Where to write.
    ///
    /// Refuses what `OutputPlace` does.
    func place() throws -> OutputPlace<PlainTableForm> {
        try OutputPlace(output, file: file, otherwise: .table, options: ("--output", "-o"))
    }

    /// Writes rows that all have the keys `titles`; a workbook has those in its first row even where there are no rows.
    func write(
        _ rows: [[Answer.Member]], titles: [String], sheet: String, day: Day, to place: OutputPlace<PlainTableForm>
    ) throws {
        guard let form = place.form.answer else {
            return try OutputFile.write(to: place.file, scratch: Scratch.folder(connection.environment())) { part in
                do {
                    let book = try PlainWorkbook(
                        path: part.openPath, scratch: part.folder, title: sheet, created: day, titles: titles)
                    for row in rows { try book.add(row.map(\.value.cell)) }
                    try book.finish()
                } catch let fault as WorkbookFault {
                    throw part.refusal(fault.description)
                }
            }
        }
        let answer = Answer.list(rows.map { .object($0) })
        if let file = place.file { try OutputFile.write(form.text(answer), to: file) } else { try form.print(answer) }
    }
}
