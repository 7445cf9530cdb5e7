internal import ArgumentParser
internal import Glibc
internal import LocalCluster

/// How the commands of `nephrite database` answer.
struct DatabaseOutput: ParsableArguments {
    enum Form: String, ExpressibleByArgument, CaseIterable { case table, json, csv }

    @Option(name: [.customShort("O"), .long], help: "How to print the answer.")
    var output: Form = .table

    /// Says on standard error what takes its time.
    func report(_ sentence: String) {
        say("nephrite: \(sentence)\n", to: STDERR_FILENO)
    }

    /// Prints the status that an action ends with, or why it could not be done.
    func show(_ action: (LocalCluster) throws(LocalClusterFault) -> LocalClusterStatus) throws {
        do {
            let home = try LocalCluster.defaultHome(environment: environment())
            let status = try action(LocalCluster(home: home))
            guard say(text(of: status), to: STDOUT_FILENO) else { throw ExitCode(74) }
        } catch let error as LocalClusterFault {
            say(text(of: error), to: STDERR_FILENO)
            throw ExitCode(exitStatus(of: error))
        }
    }

    private func text(of status: LocalClusterStatus) -> String {
        let rows: [(name: String, text: String?, isNumber: Bool)] = [
            ("state", status.state.rawValue, false), ("home", status.home, false),
            ("data_folder", status.dataFolder, false), ("socket_folder", status.socketFolder, false),
            ("port", "\(status.port)", true), ("pid", status.pid.map { "\($0)" }, true),
            ("server_version", status.serverVersion, false), ("conninfo", status.conninfo, false),
        ]
        switch output {
        case .json:
            let members = rows.map { row in
                "\(quoted(row.name)):\(row.text.map { row.isNumber ? $0 : quoted($0) } ?? "null")"
            }
            return "{\(members.joined(separator: ","))}\n"
        case .csv:
            let cells = [rows.map { $0.name }, rows.map { $0.text ?? "" }].map { line in
                line.map(csvCell).joined(separator: ",")
            }
            return cells.map { $0 + "\r\n" }.joined()
        case .table:
            let width = rows.map { $0.name.count }.max() ?? 0
            return rows.filter { $0.text != nil }.map { row in
                let title = String(row.name.map { $0 == "_" ? " " : $0 })
                return title + String(repeating: " ", count: width - title.count + 2) + (row.text ?? "") + "\n"
            }.joined()
        }
    }

    private func text(of fault: LocalClusterFault) -> String {
        guard output == .json else {
            return "nephrite: \(fault.place): \(fault.message); \(fault.remedy)\n"
        }
        let members = [
            ("code", fault.code.rawValue), ("message", fault.message), ("where", fault.place), ("remedy", fault.remedy),
        ].map { "\(quoted($0)):\(quoted($1))" }
        return "{\"error\":{\(members.joined(separator: ","))}}\n"
    }

    private func exitStatus(of fault: LocalClusterFault) -> Int32 {
        switch fault.code {
        case .backupUnreadable, .restoreFailed: 65
        case .outputNotWritten: 74
        case .databaseInUse: 75
        default: 69
        }
    }

    /// A JSON string.
    private func quoted(_ text: String) -> String {
        let escaped = text.unicodeScalars.reduce(into: "") { result, scalar in
            switch scalar {
            case "\"", "\\": result += "\\\(scalar)"
            case _ where scalar.value < 0x20 || (0x7f...0x9f).contains(scalar.value):
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            default: result.unicodeScalars.append(scalar)
            }
        }
        return "\"\(escaped)\""
    }

    private func csvCell(_ text: String) -> String {
        text.contains { ",\"\r\n".contains($0) }
            ? "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
            : text
    }

    /// Returns false when the text could not be written whole.
    @discardableResult
    private func say(_ text: String, to descriptor: Int32) -> Bool {
        var rest = text
        return rest.withUTF8 { bytes in
            var sent = 0
            while sent < bytes.count {
                let count = write(descriptor, bytes.baseAddress.map { $0 + sent }, bytes.count - sent)
                guard count > 0 || errno == EINTR else { return false }
                sent += max(0, count)
            }
            return true
        }
    }

    private func environment() -> [String: String] {
        ["NEPHRITE_HOME", "XDG_DATA_HOME", "HOME"].reduce(into: [:]) { values, name in
            if let value = getenv(name) { values[name] = String(cString: value) }
        }
    }
}
