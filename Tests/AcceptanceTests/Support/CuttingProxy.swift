import Foundation
import Synchronization

/// A unix socket that passes a PostgreSQL session on to the real one, and cuts it where a test wants.
///
/// Requests to cancel pass and are not counted.
final class CuttingProxy: Sendable {
    enum Cut: Sendable {
        case never
        /// The client's message of this number, counted from 1, is not passed on.
        case before(message: Int)
        /// The COMMIT of this number is passed on, or not, and its answer never.
        case at(commit: Int, isPassedOn: Bool)
    }

    /// What went by.
    struct Traffic: Sendable {
        var messages = 0
        var commits = 0
        var hasCut = false
    }

    private let folder: String
    private let server: String
    private let cut: Cut
    private let listener: Int32
    private let seen = Mutex(Traffic())

    var traffic: Traffic { seen.withLock { $0 } }

    /// The connection string of the database behind the proxy.
    let conninfo: String

    /// - Parameter conninfo: of the real server, beginning with `host=FOLDER port=5432`.
    init(to conninfo: String, cut: Cut) throws {
        let host = conninfo.split(separator: " ").first { $0.hasPrefix("host=") }.map { String($0.dropFirst(5)) } ?? ""
        server = host + "/.s.PGSQL.5432"
        folder = FileManager.default.temporaryDirectory.path + "/ncp\(UInt32.random(in: 0...UInt32.max))"
        self.cut = cut
        self.conninfo = conninfo.replacingOccurrences(of: "host=\(host)", with: "host=\(folder)")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        listener = try Self.socket(folder + "/.s.PGSQL.5432") { bind($0, $1, $2) }
        listen(listener, 16)
        let (listener, proxy) = (listener, Unowned(self))
        Thread.detachNewThread {
            while case let client = accept(listener, nil, nil), client >= 0 {
                guard let proxy = proxy.value else { break }
                Thread.detachNewThread { proxy.serve(client) }
            }
        }
    }

    /// Takes no more clients.
    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
        Glibc.close(listener)
        try? FileManager.default.removeItem(atPath: folder)
    }

    private struct Unowned: Sendable {
        weak let value: CuttingProxy?
        init(_ value: CuttingProxy) { self.value = value }
    }

    private static func socket(
        _ path: String, _ use: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Int32
    ) throws -> Int32 {
        let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
        let status = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                use(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
        guard status == 0 else { throw Program.Misuse("no socket at \(path): \(String(cString: strerror(errno)))") }
        return descriptor
    }

    private func serve(_ client: Int32) {
        defer { Glibc.close(client) }
        guard let server = try? Self.socket(server, { connect($0, $1, $2) }) else { return }
        defer { Glibc.close(server) }
        var pending: [UInt8] = []
        var (isStarted, isMute) = (false, false)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            var waiting = [
                pollfd(fd: client, events: Int16(POLLIN), revents: 0),
                pollfd(fd: server, events: Int16(POLLIN), revents: 0),
            ]
            guard poll(&waiting, 2, -1) > 0 else { continue }
            if waiting[1].revents != 0 {
                let count = read(server, &buffer, buffer.count)
                if count <= 0 || isMute { return }
                Self.send(buffer[..<count], to: client)
            }
            guard waiting[0].revents != 0 else { continue }
            let count = read(client, &buffer, buffer.count)
            if count <= 0 { return }
            pending += buffer[..<count]
            while let message = Self.nextMessage(&pending, hasType: isStarted) {
                if !isStarted, message.count == 16 {
                    // A request to cancel, on a connection of its own.
                    Self.send(message[...], to: server)
                    continue
                }
                isStarted = true
                switch verdict(on: message) {
                case .pass: Self.send(message[...], to: server)
                case .drop: return
                case .passAndMute:
                    Self.send(message[...], to: server)
                    isMute = true
                }
            }
        }
    }

    private enum Verdict { case pass, drop, passAndMute }

    private func verdict(on message: [UInt8]) -> Verdict {
        let isCommit = message == Array("Q\0\0\0\u{0B}COMMIT\0".utf8)
        return seen.withLock { traffic in
            traffic.messages += 1
            if isCommit { traffic.commits += 1 }
            switch cut {
            case .before(let number) where number == traffic.messages:
                traffic.hasCut = true
                return .drop
            case .at(let number, let isPassedOn) where isCommit && number == traffic.commits:
                traffic.hasCut = true
                return isPassedOn ? .passAndMute : .drop
            default: return .pass
            }
        }
    }

    /// Takes a whole message off the front; the first of a session has no letter before its length.
    private static func nextMessage(_ bytes: inout [UInt8], hasType: Bool) -> [UInt8]? {
        let start = hasType ? 1 : 0
        guard bytes.count >= start + 4 else { return nil }
        let length = start + bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) }
        guard bytes.count >= length else { return nil }
        defer { bytes.removeFirst(length) }
        return Array(bytes[..<length])
    }

    private static func send(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) {
        var rest = bytes
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
            if count <= 0 { return }
            rest = rest.dropFirst(count)
        }
    }
}
