internal import Glibc

/// What a server writes into its data folder about itself (`postmaster.pid`).
///
/// Source: PostgreSQL, `src/include/utils/pidfile.h`: pid, data folder, start time, port, socket folder, address, shared memory, status.
struct PostmasterFile: Equatable {
    let pid: pid_t
    let dataFolder: String
    let port: Int
    let socketFolder: String
    /// `starting`, `ready`, `standby` or `stopping`; empty in the first moment.
    let status: String

    var takesConnections: Bool { status == "ready" || status == "standby" }

    /// `nil` when the text is not, or not yet, what a server writes once it has its socket.
    init?(text: String) {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.count >= 5, let pid = pid_t(lines[0]), pid > 1, let port = Int(lines[3]) else { return nil }
        self.pid = pid
        dataFolder = String(lines[1])
        self.port = port
        socketFolder = String(lines[4])
        var word = lines.count > 7 ? lines[7] : ""
        while word.last == " " { word.removeLast() }
        status = String(word)
    }

    /// The file as it stands; `nil` when there is none or it cannot be read.
    init?(path: String) {
        guard let text = smallFile(path) else { return nil }
        self.init(text: text)
    }

    /// Whether the process is alive and is the server of that data folder, not a later process with the same number.
    var isAlive: Bool {
        guard kill(pid, 0) == 0 else { return false }
        // Without /proc there is only the number to go by.
        guard let line = smallFile("/proc/\(pid)/cmdline") else { return smallFile("/proc/self/cmdline") == nil }
        let words = line.split(separator: "\0", omittingEmptySubsequences: false)
        return words.count >= 3 && words[0].hasSuffix("postgres") && words[1] == "-D" && words[2] == dataFolder
    }
}

/// Whether a process of the server with this cluster name is left, of a server that is gone or still there.
func hasServerProcess(clusterName: String) -> Bool {
    names(in: "/proc").contains { name in
        guard let number = pid_t(name), let line = smallFile("/proc/\(number)/cmdline") else { return false }
        return line.hasPrefix("postgres: \(clusterName):")
    }
}

/// The first 4 KiB of a file as text; `nil` when it cannot be read.
func smallFile(_ path: String) -> String? {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return nil }
    defer { close(descriptor) }
    return withUnsafeTemporaryAllocation(byteCount: 4_096, alignment: 1) { buffer in
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        return count < 0 ? nil : String(decoding: buffer[..<count], as: UTF8.self)
    }
}
