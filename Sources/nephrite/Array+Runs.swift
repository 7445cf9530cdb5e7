extension Array {
    /// Rows of one document stand together: each run of them, with its first as the head.
    func runs(by key: (Element) -> String) -> [(head: Element, rows: [Element])] {
        var runs: [(head: Element, rows: [Element])] = []
        for row in self {
            if let last = runs.last, key(last.head) == key(row) {
                runs[runs.count - 1].rows.append(row)
            } else {
                runs.append((row, [row]))
            }
        }
        return runs
    }
}
