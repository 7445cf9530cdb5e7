internal import Glibc
internal import Operations
internal import Rendering

/// Standard output and standard error.
package enum Console {
    /// The name the program was started by, which goes before what it says.
    static let program = CommandLine.arguments.first?.split(separator: "/").last.map(String.init) ?? "nephrite"

    /// Writes a result.
    ///
    /// Refuses with `output_closed` when it cannot be written whole.
    package static func write(_ text: String) throws {
        guard put(text, STDOUT_FILENO) else { throw closed() }
    }

    /// Writes a result that is no text.
    package static func write(bytes: [UInt8]) throws {
        guard bytes.withUnsafeBytes({ put($0, STDOUT_FILENO) }) else { throw closed() }
    }

    /// Writes a part of a result.
    package static func write(part: UnsafeRawBufferPointer) throws {
        guard put(part, STDOUT_FILENO) else { throw closed() }
    }

    private static func closed() -> Refusal {
        Refusal(
            "output_closed", "the output could not be written: \(systemWords())",
            at: "standard output", remedy: "check that there is room and that the reader stays",
            status: .cannotWrite)
    }

    /// Writes a result that a function makes in a file of its own first; nothing is written when it fails.
    ///
    /// - Parameter scratch: the folder of that file, which never has a name.
    package static func write(scratch: String, _ body: (OutputFile.Part) throws -> Void) throws {
        try withScratch(scratch, body) { part in
            guard put(part, STDOUT_FILENO) else { throw closed() }
        }
    }

    /// What a function writes into a file of its own, as bytes.
    ///
    /// - Parameter scratch: the folder of that file, which never has a name.
    package static func made(scratch: String, _ body: (OutputFile.Part) throws -> Void) throws -> [UInt8] {
        var bytes: [UInt8] = []
        try withScratch(scratch, body) { bytes += $0 }
        return bytes
    }

    /// Makes a file without a name, and reads it in parts.
    private static func withScratch(
        _ folder: String, _ body: (OutputFile.Part) throws -> Void, take: (UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var name = Array("\(folder)/nephrite-report-XXXXXX".utf8CString)
        let descriptor = mkstemp(&name)
        guard descriptor >= 0 else {
            throw Refusal(
                "output_not_written", "there is no room to make the output in: \(systemWords())", at: folder,
                remedy: "set TMPDIR to a folder that has room, or write a file with -o", status: .cannotWrite)
        }
        defer { close(descriptor) }
        unlink(name)
        try body(OutputFile.Part(descriptor: descriptor, path: folder + "/"))
        lseek(descriptor, 0, SEEK_SET)
        try withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                guard count >= 0 else { throw closed() }
                if count == 0 { return }
                try take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            }
        }
    }

    /// Whether results go to a terminal.
    package static var isTerminal: Bool { isatty(STDOUT_FILENO) == 1 }

    /// Says something about the work on standard error.
    package static func note(_ text: String) {
        _ = put("\(program): \(TerminalText.safe(text))\n", STDERR_FILENO)
    }

    /// Writes to standard error as it is.
    package static func complain(_ text: String) {
        _ = put(text, STDERR_FILENO)
    }

    /// Takes the places of standard descriptors that the caller closed, so that no connection or file gets one of them
    /// and receives what is meant for people; writing to such a place fails.
    package static func occupyStandardDescriptors() {
        for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
            _ = open("/dev/null", O_RDONLY)
        }
    }

    /// Columns of the terminal that results go to, or nil when they go elsewhere.
    package static var columns: Int? {
        guard isatty(STDOUT_FILENO) == 1 else { return nil }
        var size = winsize()
        guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0 else { return 80 }
        return Int(size.ws_col)
    }

    /// What the system says of the last call that failed.
    static func systemWords() -> String { String(cString: strerror(errno)).lowercased() }

    static func put(_ text: String, _ descriptor: Int32) -> Bool {
        var text = text
        return text.withUTF8 { put(UnsafeRawBufferPointer($0), descriptor) }
    }

    static func put(_ bytes: UnsafeRawBufferPointer, _ descriptor: Int32) -> Bool {
        var done = 0
        while done < bytes.count {
            let count = Glibc.write(descriptor, bytes.baseAddress.map { $0 + done }, bytes.count - done)
            if count < 0 && errno == EINTR { continue }
            guard count > 0 else { return false }
            done += count
        }
        return true
    }
}

/// The line on standard error that shows how far long work is; only on a terminal.
package final class ProgressLine {
    private let isShown: Bool
    private let start = ContinuousClock.now
    private var last = ContinuousClock.now
    private var wasShown = false

    /// A line that nobody sees when `isQuiet`.
    package init(isQuiet: Bool) {
        isShown = !isQuiet && isatty(STDERR_FILENO) == 1
    }

    /// Notes progress; shows it five times a second at most.
    package func report(_ done: Int, _ total: Int, _ records: Int) {
        guard isShown, last.duration(to: .now) > .milliseconds(200) else { return }
        last = .now
        wasShown = true
        let seconds = max(0.001, Self.seconds(start.duration(to: .now)))
        var line = "\r\(records) records, \(Int(Double(records) / seconds)) a second"
        if total > 0, done > 0 {
            let left = Int(seconds * Double(total - done) / Double(done))
            line += ", \(done * 100 / total) %, \(left) s left"
        }
        Console.complain(line + "\u{1B}[K")
    }

    /// Clears the line.
    package func end() {
        if wasShown { Console.complain("\r\u{1B}[K") }
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
