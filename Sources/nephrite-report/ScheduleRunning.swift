internal import ArgumentParser
internal import Commanding
internal import Glibc
internal import Operations
internal import Rendering
internal import Reporting

/// Writes the files of a schedule, one after another, while nobody else does.
struct ScheduleRunning {
    let schedule: Schedule
    let connection: ConnectionOptions

    /// Writes all files; answers a row for each.
    ///
    /// A file that could not be made is said with its reason, and the others are made nevertheless: the exit status is 3
    /// then, or that of the failure when there is no file at all. Each file is there whole or as it was before.
    ///
    /// Refuses with `schedule_busy` while another run writes into the folder.
    func run(_ form: AnswerForm) throws {
        let lock = try lock()
        defer { close(lock) }
        let targets = try schedule.entries.map { entry in
            try OutputTarget(
                form: entry.form, file: schedule.folder + "/" + entry.file, environment: connection.environment(),
                isQuiet: connection.quiet, report: connection.report)
        }
        let reports = try Reports(connection.open(.report))
        var rows: [Answer] = []
        var failures: [any Error] = []
        for (entry, target) in zip(schedule.entries, targets) {
            do {
                rows.append(try write(entry, target, reports))
            } catch let refusal as Refusal where [.rule, .usage, .cannotWrite].contains(refusal.status) {
                failures.append(refusal)
                rows.append(row(entry, "failed", nil, nil, refusal.message))
            }
        }
        if failures.count == schedule.entries.count, let first = failures.first { throw first }
        try form.print(.list(rows))
        if !failures.isEmpty { throw ExitCode(3) }
    }

    private func write(_ entry: Schedule.Entry, _ target: OutputTarget, _ reports: Reports) throws -> Answer {
        switch entry.content {
        case .report(let report, let request):
            let known = try target.write(reports, report, request, isCounted: true)
            return row(entry, "written", known.count, known.digest, nil)
        case .book(let period):
            let book = try reports.book(period)
            try target.write(book)
            return row(
                entry, "written", book.chapters.flatMap(\.parts).reduce(0) { $0 + $1.document.rows.count }, nil, nil)
        }
    }

    private func row(_ entry: Schedule.Entry, _ result: String, _ rows: Int?, _ digest: String?, _ message: String?)
        -> Answer
    {
        let name =
            switch entry.content {
            case .report(let report, _): report.name
            case .book: "book"
            }
        return .keys(
            ("file", .text(entry.file)), ("report", .text(name)), ("result", .text(result)),
            ("rows", .int(ifPresent: rows)), ("digest", .text(ifPresent: digest)),
            ("message", .text(ifPresent: message)))
    }

    /// A lock that ends with this program, however that ends.
    private func lock() throws -> Int32 {
        let path = schedule.folder + "/.nephrite-report.lock"
        let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw Refusal(
                "output_not_written",
                "the folder cannot be written into: \(String(cString: strerror(errno)).lowercased())",
                at: schedule.folder, remedy: "make it, and check its rights", status: .cannotWrite)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw Refusal(
                "schedule_busy", "another run writes into the folder", at: schedule.folder,
                remedy: "wait until it is done", status: .tryAgain)
        }
        return descriptor
    }
}
