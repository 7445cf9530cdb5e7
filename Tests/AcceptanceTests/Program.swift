import Foundation

/// A built program, run as a child process the way a person or a script runs it.
struct Program: Sendable {
    /// What a run left behind.
    struct Outcome: Sendable {
        /// The exit status, or 128 + the signal that ended it.
        let status: Int32
        let output: String
        let errors: String

        /// Standard output as a JSON document of names and values.
        func object() throws -> [String: Any] {
            let value = try JSONSerialization.jsonObject(with: Data(output.utf8))
            guard let object = value as? [String: Any] else { throw Misuse("not an object: \(output)") }
            return object
        }

        /// The error object on standard error.
        func error() throws -> [String: String] {
            guard let line = errors.split(separator: "\n").last(where: { $0.hasPrefix("{") }) else {
                throw Misuse("no error object: \(errors)")
            }
            let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
            guard let error = value?["error"] as? [String: Any] else { throw Misuse("no error object: \(errors)") }
            // Where nothing is to be said the value is null.
            return error.compactMapValues { $0 as? String }
        }
    }

    /// A test that cannot say anything, or a program that does not end.
    struct Misuse: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    /// The absolute path of the program, with arguments that go before all others.
    let command: [String]
    /// Variables every run gets, before those of the single run.
    var environment: [String: String] = [:]

    /// The folder the tests were built into, where the programs lie too.
    static let folder: URL = {
        let tests = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? ""
        return URL(fileURLWithPath: tests).deletingLastPathComponent()
    }()

    /// The program under test.
    static let nephrite = Program(command: [folder.appendingPathComponent("nephrite").path])
    /// A shell, for what only a shell does: pipelines, limits, signals to a group.
    static let shell = Program(command: ["/bin/bash", "-c"])

    /// The same program with more variables.
    func with(_ more: [String: String]) -> Program {
        Program(command: command, environment: environment.merging(more) { $1 })
    }

    /// Runs it to its end.
    ///
    /// Standard output and standard error have ended too then, so nobody else holds them open.
    func run(
        _ arguments: String..., input: String = "", timeout: TimeInterval = 60
    ) throws -> Outcome {
        try start(arguments, input: input).finish(timeout: timeout)
    }

    /// Starts it, and leaves it to the test when to wait.
    func start(_ arguments: [String], input: String = "") throws -> RunningProgram {
        try RunningProgram(command + arguments, environment: environment, input: input)
    }
}

/// A program that was started by a test.
final class RunningProgram: @unchecked Sendable {
    // Proof for the annotation: the two buffers are written by one thread each and read after the group has been waited for.
    private let process = Process()
    private let readers = DispatchGroup()
    private var output = Data()
    private var errors = Data()
    private let words: [String]

    /// The process number.
    var pid: Int32 { process.processIdentifier }
    var isRunning: Bool { process.isRunning }

    init(_ words: [String], environment: [String: String], input: String) throws {
        self.words = words
        let (said, complained, asked) = (Pipe(), Pipe(), Pipe())
        process.executableURL = URL(fileURLWithPath: words[0])
        process.arguments = Array(words.dropFirst())
        process.environment = Self.inherited.merging(environment) { $1 }
        process.standardOutput = said
        process.standardError = complained
        process.standardInput = asked
        try Self.withAllSignals { try process.run() }
        collect(said) { $0.output = $1 }
        collect(complained) { $0.errors = $1 }
        Thread.detachNewThread {
            try? asked.fileHandleForWriting.write(contentsOf: Data(input.utf8))
            try? asked.fileHandleForWriting.close()
        }
    }

    /// Waits for the end of the program and of what it wrote.
    func finish(timeout: TimeInterval = 60) throws -> Program.Outcome {
        guard readers.wait(timeout: .now() + timeout) == .success else {
            let state = process.isRunning ? "runs still" : "ended, with its output held open by another"
            kill(pid, SIGKILL)
            throw Program.Misuse("\(words) has not ended its output after \(timeout) seconds; it \(state)")
        }
        process.waitUntilExit()
        let signalled = process.terminationReason == .uncaughtSignal
        return Program.Outcome(
            status: process.terminationStatus + (signalled ? 128 : 0),
            output: String(decoding: output, as: UTF8.self), errors: String(decoding: errors, as: UTF8.self))
    }

    private func collect(_ pipe: Pipe, _ store: @escaping @Sendable (RunningProgram, Data) -> Void) {
        readers.enter()
        // A thread of its own: those of a shared queue may all be waiting for other programs.
        Thread.detachNewThread {
            store(self, (try? pipe.fileHandleForReading.readToEnd()) ?? Data())
            self.readers.leave()
        }
    }

    /// Tests run on threads that let no signal in, and a child would start with the same mask.
    private static func withAllSignals(_ start: () throws -> Void) rethrows {
        var (none, before) = (sigset_t(), sigset_t())
        sigemptyset(&none)
        pthread_sigmask(SIG_SETMASK, &none, &before)
        defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
        try start()
    }

    /// Nothing of the developer's own databases may reach a test.
    private static var inherited: [String: String] {
        ProcessInfo.processInfo.environment.filter { ["PATH", "PG_CONFIG", "TMPDIR"].contains($0.key) }
    }
}
