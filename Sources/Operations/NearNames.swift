/// Finds among names those that were probably meant.
package enum NearNames {
    /// At most three names, nearest first: those that contain the text or are contained in it, and those from which it
    /// differs by a third of its letters at most.
    package static func of(_ text: String, among names: [String]) -> [String] {
        let text = text.lowercased()
        let ranked = names.compactMap { name -> (name: String, distance: Int)? in
            if text.count >= 3, name.contains(text) || text.contains(name) { return (name, 0) }
            let distance = distance(Array(text), Array(name))
            return distance <= max(1, max(text.count, name.count) / 3) ? (name, distance) : nil
        }
        return ranked.enumerated().sorted { ($0.element.distance, $0.offset) < ($1.element.distance, $1.offset) }
            .prefix(3).map(\.element.name)
    }

    /// How many letters have to be put in, taken out or changed (Levenshtein).
    private static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var row = Array(0...other.count)
        for (number, letter) in one.enumerated() {
            var before = row[0]
            row[0] = number + 1
            for (place, wanted) in other.enumerated() {
                let here = min(row[place] + 1, row[place + 1] + 1, before + (letter == wanted ? 0 : 1))
                before = row[place + 1]
                row[place + 1] = here
            }
        }
        return row[other.count]
    }
}
