internal import Rendering

/// What stands at the head and the foot of every page.
struct PageHead {
    /// Who writes.
    let own: TradeDocument.Party
    let words: DocumentWords
    /// Within one country nobody writes its name.
    let isAbroad: Bool

    func values(heading: String, number: String, kind: DocumentKind, _ paper: Paper, logo: String?) -> [String: Any] {
        var values: [String: Any] = [
            "language": words.language.rawValue, "heading": HTMLText.escaped(heading),
            "number": HTMLText.escaped(number), "style": EmbeddedPage.text("document.css"), "paper": paper.rawValue,
            "footerText": footer(number), "pageWord": words[.page], "kind": kind.rawValue,
            "company": HTMLText.escaped(own.name), "companyLines": companyLines().map(HTMLText.escaped),
        ]
        if let logo { values["logo"] = logo }
        return values
    }

    /// The lines of an address.
    func lines(_ address: TradeDocument.Address) -> [String] {
        let city = [address.postalCode, address.city].compactMap { $0 }.joined(separator: " ")
        let lines = [
            address.name, address.street, address.additional, city, address.region,
            isAbroad ? words.country(address.country) : nil,
        ]
        return lines.compactMap { $0 }.filter { !$0.isEmpty }
    }

    private func companyLines() -> [String] {
        lines(own.address) + [own.email, own.phone].compactMap { $0 }
            + [own.vatID.map { "\(words[.vatID]) \($0)" }, own.registration].compactMap { $0 }
    }

    /// Within a string of CSS, what would end it or the style is written by its number.
    private func footer(_ number: String) -> String {
        let text = [own.name, own.vatID, number].compactMap { $0 }.joined(separator: " · ")
        return TerminalText.safe(text).unicodeScalars.reduce(into: "") { result, scalar in
            if "\\\"<&".unicodeScalars.contains(scalar) {
                result += "\\" + String(scalar.value, radix: 16) + " "
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
    }
}
