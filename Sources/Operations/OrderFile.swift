internal import Crypto
internal import Importing
internal import Synchronization
internal import XMLStream

/// A file of orders: opened once, what it is found out, and read as often as needed.
package final class OrderFile {
    /// Formats that may be named.
    package enum Format: String, Sendable, CaseIterable {
        case auto, ubl, cxml, opentrans, csv, ndjson
    }

    /// The name as given; `-` for standard input.
    package let name: String
    private let file: FeedFile
    private let content: Content
    private static let blockSize = 64
    /// SHA-256 of the file as it lies there.
    let digest: String

    private enum Content {
        case document(CompiledProfile)
        case table(OrderTable.Form)
    }

    /// What is kept of a file with each order of it.
    struct Source: Sendable {
        /// Its name, the profile's name or that of the form, and its SHA-256.
        let name, format, digest: String
    }

    /// What is kept of it.
    var source: Source {
        let format =
            switch content {
            case .document(let compiled): compiled.profile.name
            case .table(.csv): "csv"
            case .table(.ndjson): "ndjson"
            }
        return Source(name: name, format: format, digest: digest)
    }

    /// Opens a file and finds out what it is.
    ///
    /// Refuses (`file_…`) what cannot be opened and what is no file of orders.
    init(_ name: String, _ format: Format, _ profiles: OrderProfiles, _ inputs: OrderInputs) throws {
        self.name = name
        do {
            file = try inputs.file(name)
            content = try Self.content(of: file, format, profiles)
            digest = try FileHash(of: file).text()
        } catch let fault as XMLFault {
            throw Self.refusal(fault, name)
        }
    }

    /// Passes each order on, and says whether the file is known to be whole by then; once `ahead` were read it is read to its end
    /// before more are.
    ///
    /// Reading goes on beside the body, on a thread of its own, and does not wait for it until `ahead` orders wait. Refuses
    /// (`file_…`) a file that is not whole.
    func read(ahead: Int, _ body: (_ order: IncomingOrder, _ isWhole: Bool) throws -> Void) throws {
        let isWhole = Atomic<Bool>(false)
        do {
            try readingAhead(
                blockSize: Self.blockSize, most: ahead / Self.blockSize,
                { hand in
                    var count = 0
                    try orders { order in
                        count += 1
                        if count == ahead + 1 {
                            try orders { _ in }
                            isWhole.store(true, ordering: .releasing)
                        }
                        try hand(order)
                    }
                    isWhole.store(true, ordering: .releasing)
                },
                { order in try body(order, isWhole.load(ordering: .acquiring)) })
        } catch let fault as XMLFault {
            throw Self.refusal(fault, name)
        }
    }

    private func orders(_ body: (IncomingOrder) throws -> Void) throws {
        switch content {
        case .document(let compiled): try OrderDocument(file, compiled)?.read(body)
        case .table(let form): try OrderTable(file, form).read(body)
        }
    }

    // MARK: What it is

    private static func content(
        of file: FeedFile, _ format: Format, _ profiles: OrderProfiles
    ) throws(XMLFault) -> Content {
        switch format {
        case .csv: return .table(.csv)
        case .ndjson: return .table(.ndjson)
        case .auto:
            if let form = try OrderTable.form(of: file) { return .table(form) }
        default: break
        }
        let start = try DocumentStart(of: file)
        let wanted = format == .auto ? nil : "orders-" + format.rawValue
        let detection = start.detect(among: profiles.all(wanted), for: .order)
        if let compiled = profiles.compiled(detection.profile) { return .document(compiled) }
        throw XMLFault(.notXML, detection.reason)
    }

    static func refusal(
        _ fault: XMLFault, _ name: String,
        remedy: String = "ask the customer for a whole order; nothing of the file was taken"
    ) -> Refusal {
        let place = fault.line > 0 ? "\(name):\(fault.line):\(fault.column)" : name
        return Refusal(
            "file_" + ImportPlanning.snakeCase(fault.code.rawValue), fault.message, at: place,
            remedy: fault.code == .cannotRead
                ? "check the file's name and rights" : remedy,
            status: .badInput)
    }
}

/// Files by their names, where standard input is read once however often the work is tried.
final class OrderInputs {
    private let isInterrupted: () -> Bool
    private var standardInput: FeedFile?

    init(isInterrupted: @escaping () -> Bool) { self.isInterrupted = isInterrupted }

    func file(_ name: String) throws(XMLFault) -> FeedFile {
        guard name == "-" else { return try FeedFile(name, isInterrupted: isInterrupted) }
        if let standardInput { return standardInput }
        let file = try FeedFile(name, isInterrupted: isInterrupted)
        standardInput = file
        return file
    }
}

/// The profiles of orders, compiled once for however many files.
final class OrderProfiles {
    private let profiles: [Profile]
    private var known: [String: CompiledProfile] = [:]

    init() throws {
        do {
            profiles = try Profiles.orders()
        } catch {
            throw Refusal("bug", "\(error)", status: .bug)
        }
    }

    func all(_ name: String?) -> [Profile] { name.map { name in profiles.filter { $0.name == name } } ?? profiles }

    func compiled(_ name: String?) -> CompiledProfile? {
        guard let name, let profile = profiles.first(where: { $0.name == name }) else { return nil }
        if let compiled = known[name] { return compiled }
        let compiled = CompiledProfile(profile)
        known[name] = compiled
        return compiled
    }
}
