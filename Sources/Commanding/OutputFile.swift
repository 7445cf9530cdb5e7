internal import Glibc
package import Operations

/// A file that is there whole or not at all: it is written beside its place, made durable, and renamed.
package enum OutputFile {
    /// Writes a text.
    ///
    /// A link of the name is replaced, not followed; only the owner may read the file.
    ///
    /// Refuses with `output_not_written` when it cannot be written whole, or something that is no plain file has the name.
    package static func write(_ text: String, to path: String) throws {
        try write(to: path) { file in
            guard Console.put(text, file.descriptor) else { throw file.refusal() }
        }
    }

    /// Writes what is no text; otherwise as `write(_:to:)`.
    package static func write(bytes: [UInt8], to path: String) throws {
        try write(to: path) { try $0.write(bytes: bytes) }
    }

    /// The file that an option names; nil for `-`, which is standard output, and for no option.
    package static func named(_ option: String?) -> String? { option == "-" ? nil : option }

    /// Writes a file by a function, or, where none is named, standard output by way of a file in the folder `scratch`.
    package static func write(
        to file: String?, scratch: @autoclosure () -> String, _ body: (Part) throws -> Void
    ) throws {
        if let file { try write(to: file, body) } else { try Console.write(scratch: scratch(), body) }
    }

    /// A file that is being written, and has no name of its own yet.
    package struct Part {
        /// Where to write.
        package let descriptor: Int32
        let path: String

        /// The folder that the file lies in.
        package var folder: String { OutputFile.folder(of: path) }
        /// A path of the file itself, for libraries that open files by their names.
        package var openPath: String { "/proc/self/fd/\(descriptor)" }

        /// Writes on.
        ///
        /// Refuses with `output_not_written`.
        package func write(_ bytes: UnsafeRawBufferPointer) throws {
            guard Console.put(bytes, descriptor) else { throw refusal() }
        }

        /// The same of an array.
        package func write(bytes: [UInt8]) throws { try bytes.withUnsafeBytes { try write($0) } }

        /// That it cannot be written; by what the system said last, unless something else is known.
        package func refusal(_ words: String? = nil) -> Refusal {
            OutputFile.refusal(path, words ?? Console.systemWords())
        }
    }

    /// Writes a file by a function, whose failure leaves nothing behind.
    package static func write(to path: String, _ body: (Part) throws -> Void) throws {
        var known = stat()
        if lstat(path, &known) == 0 {
            var target = known
            // A link may be replaced where it leads to a plain file or to nothing, but not the way to a device.
            if known.st_mode & S_IFMT == S_IFLNK, stat(path, &target) != 0 { target.st_mode = S_IFREG }
            guard target.st_mode & S_IFMT == S_IFREG else {
                throw refusal(path, "it is there already and no plain file")
            }
        }
        let beside = "\(path.lastIndex(of: "/").map { path[...$0] } ?? "").nephrite-report-\(getpid()).part"
        // A leftover of a program that was killed and had our number.
        unlink(beside)
        let descriptor = open(beside, O_RDWR | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw refusal(path, Console.systemWords()) }
        do {
            try body(Part(descriptor: descriptor, path: path))
        } catch {
            close(descriptor)
            unlink(beside)
            throw error
        }
        var problem = fsync(descriptor) == 0 ? nil : Console.systemWords()
        if close(descriptor) != 0, problem == nil { problem = Console.systemWords() }
        if problem == nil, rename(beside, path) != 0 { problem = Console.systemWords() }
        if let problem {
            unlink(beside)
            throw refusal(path, problem)
        }
        sync(folder: folder(of: path))
    }

    private static func folder(of path: String) -> String {
        path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
    }

    private static func sync(folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        fsync(descriptor)
        close(descriptor)
    }

    fileprivate static func refusal(_ path: String, _ problem: String) -> Refusal {
        Refusal(
            "output_not_written", "the file could not be written: \(problem)", at: path,
            remedy: "check the folder, its rights and its room; nothing was left behind", status: .cannotWrite)
    }
}
