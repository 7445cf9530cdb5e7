/// Codes of languages as BMEcat wants them.
enum LanguageCode {
    /// ISO 639-2 of the two letters of ISO 639-1; anything else as it is.
    static func three(_ code: String) -> String {
        codes[String(code.lowercased().prefix(2))].flatMap {
            code.utf8.count == 2 || code.utf8.dropFirst(2).first == UInt8(ascii: "-") ? $0 : nil
        } ?? code
    }

    private static let codes = [
        "en": "eng", "de": "deu", "fr": "fra", "es": "spa", "it": "ita", "nl": "nld", "pl": "pol", "cs": "ces",
        "sk": "slk", "el": "ell", "ru": "rus", "zh": "zho", "ja": "jpn", "pt": "por", "sv": "swe", "da": "dan",
        "fi": "fin", "hu": "hun", "ro": "ron", "bg": "bul", "hr": "hrv", "sl": "slv", "et": "est", "lv": "lav",
        "lt": "lit", "uk": "ukr", "tr": "tur", "no": "nor", "ko": "kor", "ar": "ara", "he": "heb",
    ]
}
