internal import Importing
internal import Operations
internal import Rendering
internal import Reporting

extension WrittenReport {
    /// A report that fits into so many bytes can be compared.
    private static let mostBytes = 1 << 28

    /// Reads a report that was written with `-O json`; `-` is standard input.
    ///
    /// Refuses `file_unreadable` and `report_invalid`.
    init(file: String) throws {
        let place = file == "-" ? "standard input" : file
        func invalid(_ words: String) -> Refusal {
            Refusal(
                "report_invalid", "this is no report: \(words)", at: place,
                remedy: "give a file that nephrite-report wrote with -O json", status: .badInput)
        }
        let text: String
        do {
            text = try BoundedText.contents(of: file, upTo: Self.mostBytes)
        } catch {
            switch error {
            case .unreadable(let reason):
                throw Refusal(
                    "file_unreadable", "it cannot be read: \(reason)", at: place, remedy: "check its name and rights",
                    status: .badInput)
            case .tooLong: throw invalid("it is longer than 256 MiB")
            case .notUTF8: throw invalid("it is not UTF-8")
            }
        }
        let document: JSONText
        do {
            document = try JSONText(text.utf8)
        } catch {
            throw invalid(error.message)
        }
        guard case .object(let members) = document else { throw invalid("it is no object") }
        let values = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        guard values["schema"] == .number(String(JSONReport.schema)) else {
            throw invalid("its schema is not \(JSONReport.schema)")
        }
        guard case .text(let name)? = values["report"], case .text(let asOf)? = values["as_of"],
            case .list(let columns)? = values["columns"], case .list(let rows)? = values["rows"]
        else { throw invalid("it lacks report, as_of, columns or rows") }
        let names = columns.compactMap { column -> String? in
            guard case .object(let members) = column,
                case .text(let name)? = members.first(where: { $0.key == "name" })?.value
            else { return nil }
            return name
        }
        guard names.count == columns.count, Set(names).count == names.count else {
            throw invalid("its columns have no names")
        }
        self.init(
            report: name, asOf: asOf, columns: names,
            rows: try rows.enumerated().map { number, row in
                guard case .object(let members) = row else { throw invalid("row \(number + 1) is no object") }
                let cells = Dictionary(members.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
                return try names.map { name in
                    switch cells[name] {
                    case .null: nil
                    case .text(let text), .number(let text): text
                    default: throw invalid("row \(number + 1) has no value of \(name)")
                    }
                }
            })
    }
}
