internal import CProcess
internal import Glibc

/// A program started by the tests, in a session of its own so that an interrupt at the terminal does not reach it.
struct ChildProcess {
    let id: pid_t

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - arguments: the program's path, then its arguments.
    ///   - input: the file descriptor it reads as standard input; nothing by default.
    ///   - log: the file that its output is added to.
    static func start(_ arguments: [String], input: Int32? = nil, log: String) throws(TestClusterFault) -> ChildProcess
    {
        let output = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        let source = input ?? open("/dev/null", O_RDONLY | O_CLOEXEC)
        defer {
            close(output)
            if input == nil { close(source) }
        }
        var argv: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) }
        argv.append(nil)
        defer { for argument in argv { free(argument) } }
        var id: pid_t = 0
        // It gets no other descriptor: a server that kept the pipe of another test's program open would let that test
        // wait for an end that does not come.
        let failure = process_start(&id, argv, environ, [source, output, output], 3, true)
        guard failure == 0 else {
            throw TestClusterFault("\(arguments[0]) cannot be started: \(String(cString: strerror(failure)))")
        }
        return ChildProcess(id: id)
    }

    /// Waits for the end; the exit status, or nil when a signal ended it.
    @discardableResult
    func wait() -> Int32? {
        var status: Int32 = 0
        while waitpid(id, &status, 0) == -1, errno == EINTR {}
        return status & 0x7f == 0 ? (status >> 8) & 0xff : nil
    }

    /// Whether it has ended; if so it has been waited for.
    func hasEnded() -> Bool {
        var status: Int32 = 0
        return waitpid(id, &status, WNOHANG) == id
    }
}

extension ChildProcess {
    /// The processes that this one has started and that are still its own.
    func children() -> [ChildProcess] {
        Self.firstLine(of: "/proc/\(id)/task/\(id)/children").split(separator: " ").compactMap { pid_t($0) }.map(
            ChildProcess.init(id:))
    }

    /// Waits for the end of a process that is not our child; after 5 seconds, kills it.
    func awaitEnd() {
        for _ in 0..<500 {
            // The state follows the name, which is in parentheses; Z has ended and waits for its parent.
            let state = Self.firstLine(of: "/proc/\(id)/stat").split(separator: ")").last?.first { $0 != " " }
            if state == nil || state == "Z" { return }
            usleep(10_000)
        }
        kill(id, SIGKILL)
    }

    private static func firstLine(of path: String) -> String {
        guard let file = fopen(path, "r") else { return "" }
        defer { fclose(file) }
        var line: UnsafeMutablePointer<CChar>?
        var capacity = 0
        defer { free(line) }
        guard getline(&line, &capacity, file) > 0, let line else { return "" }
        return String(cString: line)
    }
}

/// Why a throw-away cluster cannot be had, with the remedy.
public struct TestClusterFault: Error, CustomStringConvertible {
    /// What is wrong and what to do, as a sentence.
    public let description: String

    init(_ description: String) {
        self.description = description
    }
}
