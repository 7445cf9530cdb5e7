internal import XMLStream

extension XMLName {
    /// Whether it is this name, without making a text of it.
    func isNamed(_ name: StaticString) -> Bool {
        let bytes = UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount)
        for (index, byte) in bytes.enumerated() where pointer[index] != byte { return false }
        return pointer[bytes.count] == 0
    }
}

extension XMLAttributes {
    /// The value of an attribute, or nil.
    func text(_ name: StaticString) -> String? {
        for place in 0..<count where self[place].name.isNamed(name) {
            return String(decoding: self[place].value, as: UTF8.self)
        }
        return nil
    }
}

/// The relations of a part: which other parts it has, and what each is to it.
final class Relations: XMLConsumer {
    /// The folder of the part, without a slash at its end.
    private let folder: String
    /// By their ids: the last word of the type, and the name of the part.
    private(set) var all: [String: (type: String, target: String)] = [:]

    init(folder: String) { self.folder = folder }

    /// The first part of a type.
    func target(of type: String) -> String? {
        all.filter { $0.value.type == type }.min { $0.key < $1.key }?.value.target
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        guard name.isNamed("Relationship"), attributes.text("TargetMode") != "External", all.count < 10_000,
            let id = attributes.text("Id"), let type = attributes.text("Type"), let target = attributes.text("Target")
        else { return }
        all[id] = (type.split(separator: "/").last.map(String.init) ?? "", resolved(target))
    }

    private func resolved(_ target: String) -> String {
        var parts = target.hasPrefix("/") ? [] : folder.split(separator: "/")
        for part in target.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return parts.joined(separator: "/")
    }
}

/// The list of sheets.
final class SheetList: XMLConsumer {
    private(set) var sheets: [(name: String, relation: String, isVisible: Bool)] = []
    private(set) var isFrom1904 = false

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        if name.isNamed("workbookPr") {
            isFrom1904 = ["1", "true"].contains(attributes.text("date1904"))
        } else if name.isNamed("sheet"), sheets.count < 10_000, let title = attributes.text("name"),
            let relation = attributes.text("id")
        {
            sheets.append((title, relation, attributes.text("state") ?? "visible" == "visible"))
        }
    }
}

/// How the numbers of each style are shown, as far as it changes what they say.
final class CellStyles: XMLConsumer {
    enum Form: Equatable {
        case number, day
        /// A whole number with so many digits at least.
        case zeros(Int)
    }

    private var codes: [String: String] = [:]
    private var isInStyles = false
    private(set) var forms: [Form] = []

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        if name.isNamed("numFmt"), codes.count < 10_000 {
            if let id = attributes.text("numFmtId") { codes[id] = attributes.text("formatCode") }
        } else if name.isNamed("cellXfs") {
            isInStyles = true
        } else if isInStyles, name.isNamed("xf"), forms.count < 100_000 {
            forms.append(form(attributes.text("numFmtId") ?? "0"))
        }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        if name.isNamed("cellXfs") { isInStyles = false }
    }

    /// The form of a style, by its place in the list of styles.
    func form(of style: Int?) -> Form {
        guard let style, forms.indices.contains(style) else { return .number }
        return forms[style]
    }

    private func form(_ id: String) -> Form {
        if let code = codes[id] { return Self.form(code: code) }
        return ["14", "15", "16", "17", "22"].contains(id) ? .day : .number
    }

    /// A day where a year or a day of the month is shown; zeros where nothing but zeros is.
    static func form(code: String) -> Form {
        var letters = ""
        var isQuoted = false
        var isInBrackets = false
        var skips = false
        for character in code {
            if skips {
                skips = false
            } else if isQuoted {
                isQuoted = character != "\""
            } else if isInBrackets {
                isInBrackets = character != "]"
            } else if character == "\"" {
                isQuoted = true
            } else if character == "[" {
                isInBrackets = true
            } else if "\\_*".contains(character) {
                skips = true
            } else if character == ";" {
                break
            } else {
                letters.append(character)
            }
        }
        if letters.lowercased().contains(where: { $0 == "y" || $0 == "d" }) { return .day }
        if letters.count > 1, letters.allSatisfy({ $0 == "0" }) { return .zeros(letters.count) }
        return .number
    }
}

/// The texts that cells share.
final class SharedTexts: XMLConsumer {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []
    private var reading = TextReading()
    private(set) var failure: XMLFault?
    private static let mostBytes = 256 << 20
    private static let most = 8 << 20

    /// A text by its number, or nil.
    func text(_ number: Int) -> String? {
        guard ends.indices.contains(number) else { return nil }
        return String(decoding: bytes[(number == 0 ? 0 : ends[number - 1])..<ends[number]], as: UTF8.self)
    }

    override func start(
        _ name: XMLName, namespace: UnsafePointer<UInt8>?, attributes: XMLAttributes, reader: XMLReader
    ) {
        reading.start(name)
    }

    override func text(_ text: UnsafeBufferPointer<UInt8>, reader: XMLReader) {
        guard reading.isOpen else { return }
        bytes += text
        if bytes.count > Self.mostBytes { fail(reader) }
    }

    override func end(_ name: XMLName, reader: XMLReader) {
        reading.end(name)
        guard name.isNamed("si") else { return }
        ends.append(bytes.count)
        if ends.count > Self.most { fail(reader) }
    }

    private func fail(_ reader: XMLReader) {
        failure = XMLFault(
            .tooLarge, "the workbook has more than \(Self.mostBytes) bytes of text, or \(Self.most) texts; split it")
        reader.stop()
    }
}

/// Follows which texts are a cell's: those in `t`, but for how they are pronounced.
struct TextReading {
    private var phonetic = 0
    private var texts = 0

    /// Whether text that comes now is the cell's.
    var isOpen: Bool { texts > 0 && phonetic == 0 }

    mutating func start(_ name: XMLName) {
        if name.isNamed("rPh") { phonetic += 1 }
        if name.isNamed("t") { texts += 1 }
    }

    mutating func end(_ name: XMLName) {
        if name.isNamed("rPh") { phonetic -= 1 }
        if name.isNamed("t") { texts -= 1 }
    }
}
