/// The known word that somebody may have meant.
enum Suggestion {
    /// `write "part_number"`, or an empty text when no known word is near.
    static func remedy(for word: String?, among known: some Collection<String>) -> String {
        guard let word, let nearest = nearest(to: word, among: known) else { return "" }
        return "write \"\(nearest)\""
    }

    /// The nearest of the known words, the first by the alphabet of several; nil when all are far.
    static func nearest(to word: String, among known: some Collection<String>) -> String? {
        let wanted = folded(word)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        let ranked = known.sorted().map { word in
            (
                word: word, distance: distance(wanted, folded(word)),
                // Letters in another order are the likelier slip.
                others: folded(word).sorted() == wanted.sorted() ? 0 : 1
            )
        }
        guard let best = ranked.min(by: { ($0.distance, $0.others) < ($1.distance, $1.others) }),
            best.distance <= max(1, wanted.count / 3)
        else {
            return nil
        }
        return best.word
    }

    /// Without case and the marks between words, since `partNumber` means `part_number`.
    private static func folded(_ word: String) -> [Character] {
        word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
    }

    /// How many letters are to be put in, left out, changed or swapped with the next.
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var rows = [Array(0...other.count)]
        for i in one.indices {
            var row = [i + 1]
            for j in other.indices {
                var least = min(rows[i][j + 1] + 1, row[j] + 1, rows[i][j] + (one[i] == other[j] ? 0 : 1))
                if i > 0, j > 0, one[i] == other[j - 1], one[i - 1] == other[j] {
                    least = min(least, rows[i - 1][j - 1] + 1)
                }
                row.append(least)
            }
            rows.append(row)
        }
        return rows[one.count][other.count]
    }
}
