import Foundation
import TestSupport
import Testing

@Suite("Where the program is run")
struct SurroundingsTests {
    @Test(
        "A feed comes from standard input, a pipe, packed, and by any name",
        .database(Sandbox.template),
        arguments: [
            "a b,'c\"$(exit 7)`x`.xml", "-dash.xml", "two\nlines.xml", "玉-Jadegerät.xml", "%s%n.xml", "..xml",
            "*?[a].xml",
        ])
    func fileNames(name: String) throws {
        let box = Sandbox.current
        try TemporaryFolder.use { folder in
            let text = SampleFeed(count: 3).text(edition: 1)
            let path = folder + "/" + name
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            let shell = Program.shell.with(
                box.nephrite.environment.merging(["NEPHRITE": box.nephrite.command[0], "FEED": path, "NAME": name]) {
                    $1
                })
            let tail = "--supplier SAMPLE -O json"
            for command in [
                "\"$NEPHRITE\" import plan \"$FEED\" \(tail)", "\"$NEPHRITE\" import plan - \(tail) <\"$FEED\"",
                "cat \"$FEED\" | \"$NEPHRITE\" import plan - \(tail)",
                "gzip -c \"$FEED\" | \"$NEPHRITE\" import plan - \(tail)",
                "gzip -k \"$FEED\"; \"$NEPHRITE\" import plan \"$FEED.gz\" \(tail)",
                "\"$NEPHRITE\" import plan <(cat \"$FEED\") \(tail)",
                "cd \"${FEED%/*}\" && \"$NEPHRITE\" import plan \(tail) -- \"$NAME\"",
            ] {
                let outcome = try shell.run(command)
                #expect(outcome.status == 0, "\(command): \(outcome.errors)")
                #expect(try outcome.object()["new"] as? Int == 3, "\(command)")
            }
            #expect(try box.done("import", "plan", path, "--supplier", "SAMPLE")["file"] as? String == path)
        }
    }

    @Test("Neither locale, home nor any variable is needed, and none changes a byte", .database(Sandbox.template))
    func environments() throws {
        let box = Sandbox.current
        try box.done("supplier", "set", "SAMPLE", "--name", "Jadegerät 玉 \u{1F48E} \u{202E}x")
        let program = box.nephrite.command[0]
        let outputs = try [
            "env -i", "env -i LC_ALL=C", "env -i LC_ALL=xx_YY.broken LANG=nonsense", "env -i TERM=dumb HOME=/nowhere",
            "env -i LC_ALL=tr_TR.UTF-8 TZ=Pacific/Kiritimati",
            "env -i PGTZ=Asia/Tokyo PGDATESTYLE=German PGCLIENTENCODING=LATIN1",
            "env -i TMPDIR=/nowhere COLUMNS=1",
        ].map { prefix in
            let outcome = try Program.shell.run(
                "\(prefix) '\(program)' supplier show SAMPLE -O json --database '\(box.conninfo)'")
            #expect(outcome.status == 0, "\(prefix): \(outcome.errors)")
            return outcome.output
        }
        #expect(Set(outputs).count == 1)
        #expect(outputs.first?.contains("Jadegerät 玉 \u{1F48E} \\u202ex") == true)
    }

    @Test(
        "Hostile texts come back byte for byte, and find what they name",
        .database(Sandbox.template),
        arguments: [
            "'; DROP TABLE supplier; --", "$(touch x)`touch x`", "=1+1", "../../etc/passwd", "%", "_", "\\", "\\'",
            "{\"a\":1}",
            "a,b\"c\r\nd\te", "<script>alert(1)</script>", "e\u{301} vs \u{e9}", "\u{202E}rtl", "$1", "NULL", "{}",
            "{a,NULL}", "😀",
        ])
    func hostile(text: String) throws {
        let box = Sandbox.current
        try box.done("supplier", "set", "SAMPLE", "--name", "x" + text)
        #expect(try box.done("supplier", "show", "SAMPLE")["name"] as? String == "x" + text)
        let row = try #require(
            OutputTests.records(try box.nephrite.run("supplier", "show", "SAMPLE", "-O", "csv").output).last)
        #expect(row.count == 10)
        #expect(try box.rows(["product", "list", "--search", text]).isEmpty)
        #expect(try box.rows(["supplier", "list", "--after", text]).count <= 1)
        #expect(try box.refused(["product", "show", text], status: 1)["message"]?.contains(text) == true)
        #expect(try box.refused(["supplier", "show", text], status: 1)["message"]?.contains(text) == true)

        // Line ends are blanks to XML; everything else of a part number is kept.
        let number = text.replacingOccurrences(of: "\r\n", with: "-").replacingOccurrences(of: "\t", with: "-")
        let escaped = number.replacingOccurrences(of: "&", with: "&amp;").replacingOccurrences(of: "<", with: "&lt;")
        let feed = SampleFeed(count: 2).text(edition: 1).replacingOccurrences(of: ">P-1<", with: ">\(escaped)<")
        let outcome = try box.nephrite.with([:]).start(
            ["import", "run", "-", "--supplier", "SAMPLE", "--key", text, "-O", "json"], input: feed
        ).finish()
        #expect(outcome.status == 0, "\(outcome.errors)")
        let rows = try box.rows(["product", "list", "--search", number])
        #expect(
            rows.contains { ($0["part_number"] as? String).map { Array($0.utf8) == Array(number.utf8) } ?? false },
            "\(rows)")
    }
}
