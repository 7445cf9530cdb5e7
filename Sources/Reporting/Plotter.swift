internal import CProcess
internal import Glibc
internal import Processes

/// Why there is no picture.
package enum PlotFault: Error, Sendable, Equatable {
    /// There is no gnuplot on the path.
    case missing
    /// It did not draw; what it said.
    case failed(String)
}

/// gnuplot, run as a program: a script in, SVG out.
///
/// No text of others ever reaches it. It gets figures, and marks of ours where words belong; the words are put in their
/// places afterwards, and of its drawing only the shapes asked for are taken over (decision 0011).
package struct Plotter: Sendable {
    private let program: String

    /// The first gnuplot on a path such as that of the environment; nil when there is none.
    package init?(path: String?) {
        let folders = (path ?? "").split(separator: ":").filter { $0.hasPrefix("/") }
        let candidates: [String] = folders.map { String($0) + "/gnuplot" }
        guard let found = candidates.first(where: { access($0, X_OK) == 0 }) else { return nil }
        program = found
    }

    /// Draws a picture: for a screen twice, for a wide page and a narrow one, and for paper with its colours in it.
    ///
    /// - Parameter name: goes before the names in the drawing, where a page has several.
    package func svg(_ figures: ChartFigures, for medium: Medium = .screen, name: String = "") throws(PlotFault)
        -> String
    {
        var pictures = ""
        for size in medium == .paper ? [.wide] : ChartDrawing.Size.allCases {
            let drawing = ChartDrawing(figures, size)
            guard let svg = drawing.finished(try draw(drawing.script), for: medium, name: name) else {
                throw .failed("its drawing is none")
            }
            pictures += svg + "\n"
        }
        return pictures
    }

    private func draw(_ script: String) throws(PlotFault) -> String {
        let drawn = unnamed_file_in_memory()
        guard drawn >= 0 else { throw .failed(systemMessage()) }
        defer { close(drawn) }
        // Neither the system's nor a user's start-up files are read.
        let outcome = ChildProcess.run([program, "--default-settings", "-"], input: script, output: drawn)
        guard outcome.succeeded else { throw .failed(outcome.summary) }
        let size = lseek(drawn, 0, SEEK_END)
        let bytes = [UInt8](unsafeUninitializedCapacity: Int(max(0, size))) { buffer, count in
            count = max(0, pread(drawn, buffer.baseAddress, buffer.count, 0))
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
