internal import CProcess
internal import Glibc

/// How a program ended, and what it said.
package struct ChildOutcome {
    /// The exit status, or 128 + the signal that ended it.
    package let status: Int32
    /// Standard output (unless it was sent elsewhere) and standard error as they came, cut to the last 64 KiB.
    package let text: String

    /// Whether it ended with status 0.
    package var succeeded: Bool { status == 0 }
    /// Why it failed, in its own words, for use inside a message: its errors, or without any the end of what it said.
    package var summary: String {
        let lines = text.split(whereSeparator: \.isNewline).map { String($0) }
        let errors = lines.compactMap { line in
            ["FATAL:", "PANIC:", "ERROR:", "error:"].lazy.compactMap { after($0, in: line) }.first
        }
        let words = errors.isEmpty ? lines.suffix(1) : errors.prefix(2)
        return words.isEmpty ? "it ended with status \(status)" : words.joined(separator: " · ")
    }

    private func after(_ mark: String, in line: String) -> String? {
        line.firstRange(of: mark).map { String(line[$0.upperBound...].drop { $0 == " " }) }
    }
}

/// Programs run as children: by absolute path, without a shell, with an environment of our own.
package enum ChildProcess {
    /// The whole environment of a child.
    ///
    /// PostgreSQL's variables of the caller (PGDATA, PGOPTIONS, PGSERVICE …) are meant for other servers than ours, and its messages
    /// have to be in one language to be understood. No password is ever needed, so none is looked for.
    private static let variables = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "PGPASSFILE=/nonexistent"]

    /// The first program of a name on a path such as that of the environment, of whose folders only the absolute ones count; nil
    /// where there is none that may be run.
    package static func program(_ name: String, path: String?) -> String? {
        let folders = (path ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        return folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - input: What it reads from standard input; nothing when empty.
    ///   - output: The descriptor standard output goes to; collected when `nil`.
    ///   - variables: Further variables of its environment.
    ///   - held: A descriptor the program and its children keep open, so that a lock on it lasts as long as they do.
    package static func run(
        _ arguments: [String], input: String = "", output: Int32? = nil, variables: [String] = [],
        held: Int32? = nil
    ) -> ChildOutcome {
        // Files in memory rather than pipes: nothing can block, and a grandchild cannot keep us waiting.
        let said = unnamed_file_in_memory()
        let asked = unnamed_file_in_memory()
        defer {
            close(said)
            close(asked)
        }
        guard said >= 0, asked >= 0, fill(asked, with: input) else {
            return ChildOutcome(status: 127, text: systemMessage())
        }
        var child: pid_t = 0
        let problem = start(
            &child, arguments, descriptors: [asked, output ?? said, said] + (held.map { [$0] } ?? []),
            more: variables)
        guard problem == 0 else {
            return ChildOutcome(status: 127, text: "\(arguments[0]): \(systemMessage(problem))")
        }
        return ChildOutcome(status: wait(for: child), text: contents(of: said))
    }

    /// Starts a program in a session of its own and returns its number; its output goes to the descriptor.
    package static func startDetached(_ arguments: [String], output: Int32) -> Result<Int32, ErrorNumber> {
        let nothing = open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer { close(nothing) }
        var child: pid_t = 0
        let problem = start(&child, arguments, descriptors: [nothing, output, output], ownSession: true)
        return problem == 0 ? .success(child) : .failure(ErrorNumber(value: problem))
    }

    /// Whether the child has ended; asked once more after that it is no child of ours.
    package static func hasEnded(_ child: Int32) -> Bool {
        var status: Int32 = 0
        return waitpid(child, &status, WNOHANG) != 0
    }

    private static func start(
        _ child: inout pid_t, _ arguments: [String], descriptors: [Int32], more: [String] = [],
        ownSession: Bool = false
    ) -> Int32 {
        var words = arguments.map { strdup($0) } + [nil]
        var environment = (variables + more).map { strdup($0) } + [nil]
        defer {
            words.forEach { free($0) }
            environment.forEach { free($0) }
        }
        return process_start(&child, &words, &environment, descriptors, descriptors.count, ownSession)
    }

    private static func wait(for child: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(child, &status, 0) < 0 {
            guard errno == EINTR else { return 127 }
        }
        let signal = status & 0x7f
        return signal == 0 ? (status >> 8) & 0xff : 128 + signal
    }

    private static func fill(_ descriptor: Int32, with text: String) -> Bool {
        var copy = text
        let whole = copy.withUTF8 { write(descriptor, $0.baseAddress, $0.count) == $0.count }
        return whole && lseek(descriptor, 0, SEEK_SET) == 0
    }
}

/// The last 64 KiB of an open file as text.
package func contents(of descriptor: Int32) -> String {
    let most: off_t = 65_536
    let size = max(0, lseek(descriptor, 0, SEEK_END))
    let bytes = [UInt8](unsafeUninitializedCapacity: Int(min(size, most))) { buffer, count in
        count = max(0, pread(descriptor, buffer.baseAddress, buffer.count, max(0, size - most)))
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// An `errno` value as an error.
package struct ErrorNumber: Error {
    /// The value.
    package let value: Int32
}

/// What the system says of an `errno` value.
package func systemMessage(_ number: Int32 = errno) -> String {
    String(cString: strerror(number))
}
