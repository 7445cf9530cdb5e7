import Catalog
import TestSupport
import Testing

struct PhraseMatcherTests {
    private func found(_ phrases: [PhraseMatcher.Phrase], in text: String) -> [String] {
        let matcher = PhraseMatcher(phrases)
        return matcher.matches(in: text).map { match in
            let range = PhraseMatcher.scalarRange(of: match, in: text)
            return String(String.UnicodeScalarView(Array(text.unicodeScalars)[range]))
        }
    }

    struct Case: Sendable, CustomTestStringConvertible {
        var phrases: [String]
        var text: String
        var found: [String]
        var testDescription: String { "\(phrases) in \(text)" }
    }

    static let cases: [Case] = [
        .init(phrases: ["rose quartz"], text: "Rose-Quartz Roller", found: ["Rose-Quartz"]),
        .init(phrases: ["rose quartz"], text: "ROSE  \n QUARTZ", found: ["ROSE  \n QUARTZ"]),
        .init(phrases: ["quartz"], text: "quartzite", found: []),
        .init(phrases: ["quartz"], text: "aquartz", found: []),
        .init(phrases: ["quartz", "rose quartz"], text: "a rose quartz", found: ["rose quartz", "quartz"]),
        .init(phrases: ["tiger s eye"], text: "Tiger’s eye", found: ["Tiger’s eye"]),
        .init(phrases: ["růženín"], text: "Váleček RUZENIN", found: ["RUZENIN"]),
        .init(phrases: ["kwarc rozowy"], text: "kwarc różowy", found: ["kwarc różowy"]),
        .init(phrases: ["oeil de tigre"], text: "Œil-de-tigre", found: ["Œil-de-tigre"]),
        .init(phrases: ["Flußspat"], text: "FLUSSSPAT", found: ["FLUSSSPAT"]),
        .init(phrases: ["cœur"], text: "en forme de coeur", found: ["coeur"]),
        .init(phrases: ["粉晶"], text: "天然粉晶刮痧板", found: ["粉晶"]),
        .init(phrases: ["粉晶"], text: "Gua Sha粉晶Board", found: ["粉晶"]),
        .init(phrases: ["k9水晶"], text: "K9水晶", found: ["K9水晶"]),
        .init(phrases: ["jade"], text: "jadejade jade", found: ["jade"]),
        .init(phrases: ["jade"], text: "翡翠jade翡翠", found: ["jade"]),
        .init(phrases: ["nephrite"], text: "ne\u{301}phrite", found: ["ne\u{301}phrite"]),
        .init(phrases: ["jade"], text: "💎jade💎", found: ["jade"]),
        .init(phrases: ["", "  ", "--"], text: "nothing", found: []),
        .init(phrases: ["jade"], text: "", found: []),
        .init(phrases: ["a b", "b c"], text: "a b c", found: ["a b", "b c"]),
    ]

    @Test("A phrase is found as whole words, whatever case and accents", arguments: cases)
    func finds(_ case: Case) {
        #expect(found(`case`.phrases.map { PhraseMatcher.Phrase($0) }, in: `case`.text) == `case`.found)
    }

    @Test(
        "A phrase that may be compounded begins or ends a longer word, and does not stand inside",
        arguments: [
            ("Rosenquarzherz", ["Rosenquarz"]), ("Naturrosenquarz", ["rosenquarz"]),
            ("Naturrosenquarzherz", []), ("Rosenquarz", ["Rosenquarz", "Rosenquarz", "Rosenquarz"]),
        ])
    func compounds(_ text: String, _ expected: [String]) {
        #expect(found([.init("Rosenquarz", allowsCompounds: true)], in: text) == expected)
    }

    @Test("Places count Unicode scalars, half-open")
    func scalarPlaces() throws {
        let text = "💎é Rosé-Quartz"
        let matcher = PhraseMatcher([.init("rose quartz")])
        let match = try #require(matcher.matches(in: text).first)
        #expect(PhraseMatcher.scalarRange(of: match, in: text) == 3..<14)
    }

    @Test("Of overlapping phrases the longest counts, then the first")
    func longest() {
        let matcher = PhraseMatcher([.init("jade"), .init("new jade"), .init("new jade board"), .init("board game")])
        let kept = PhraseMatcher.longest(matcher.matches(in: "jade, new jade board game"))
        #expect(kept.map(\.phrase) == [0, 2])
    }

    @Test("The automaton finds what a plain search finds, on seeded texts")
    func agreesWithPlainSearch() {
        var generator = SeededGenerator(seed: 20_261_123)
        let letters = ["a", "b", " "]
        for _ in 0..<300 {
            let phrases = (0..<6).map { _ in word(of: 1...4, letters, &generator) }
            let text = word(of: 0...30, letters, &generator)
            let matcher = PhraseMatcher(phrases.map { PhraseMatcher.Phrase($0) })
            let padded = " " + PhraseMatcher.folded(text) + " "
            var expected: Set<[Int]> = []
            for (index, phrase) in phrases.enumerated() {
                let bare = PhraseMatcher.folded(phrase)
                guard !bare.isEmpty else { continue }
                let needle = Array((" " + bare + " ").utf8)
                let hay = Array(padded.utf8)
                guard hay.count >= needle.count else { continue }
                for start in 0...(hay.count - needle.count)
                where Array(hay[start..<start + needle.count]) == needle {
                    expected.insert([index, start + 1, start + needle.count - 1])
                }
            }
            let actual = Set(matcher.matches(in: text).map { [$0.phrase, $0.start, $0.end] })
            #expect(actual == expected, "phrases \(phrases) text \(text)")
        }
    }

    private func word(of lengths: ClosedRange<Int>, _ letters: [String], _ generator: inout SeededGenerator) -> String {
        (0..<Int.random(in: lengths, using: &generator)).map { _ in letters.randomElement(using: &generator) ?? "" }
            .joined()
    }
}
