internal import Quantities

/// Countries of origin as feeds write them.
enum Country {
    /// The ISO 3166-1 alpha-2 code of a code or an English, German or native name; nil with a finding when unknown.
    static func code(_ text: String, in reading: inout FieldReading, _ found: FoundText) -> String? {
        let upper = text.uppercased()
        if CountryCode.isKnown(upper) { return upper }
        if let code = names[text.lowercased()] { return code }
        reading.find(
            "country_unknown", "country_of_origin", found, "no country is known by this name or code; it was left out")
        return nil
    }

    private static let names: [String: String] = [
        "chn": "CN", "china": "CN", "pr china": "CN", "中国": "CN", "deu": "DE", "germany": "DE", "deutschland": "DE",
        "gbr": "GB", "uk": "GB", "united kingdom": "GB", "great britain": "GB", "usa": "US", "united states": "US",
        "rus": "RU",
        "russia": "RU", "russland": "RU", "can": "CA", "canada": "CA", "kanada": "CA", "nzl": "NZ", "new zealand": "NZ",
        "twn": "TW", "taiwan": "TW", "bra": "BR", "brazil": "BR", "brasilien": "BR", "brasil": "BR", "mmr": "MM",
        "myanmar": "MM", "burma": "MM", "ind": "IN", "india": "IN", "indien": "IN", "pak": "PK", "pakistan": "PK",
        "mdg": "MG", "madagascar": "MG", "madagaskar": "MG", "mex": "MX", "mexico": "MX", "mexiko": "MX", "fra": "FR",
        "france": "FR", "frankreich": "FR", "ita": "IT", "italy": "IT", "italien": "IT", "pol": "PL", "poland": "PL",
        "polen": "PL", "cze": "CZ", "czechia": "CZ", "jpn": "JP", "japan": "JP", "vnm": "VN", "vietnam": "VN",
        "tha": "TH", "thailand": "TH", "zaf": "ZA", "south africa": "ZA", "südafrika": "ZA", "ury": "UY",
        "uruguay": "UY", "китай": "CN", "россия": "RU", "япония": "JP", "индия": "IN",
        "afg": "AF", "afghanistan": "AF", "tur": "TR", "turkey": "TR", "türkei": "TR", "aut": "AT", "austria": "AT",
        "österreich": "AT", "che": "CH", "switzerland": "CH", "schweiz": "CH", "esp": "ES", "spain": "ES",
    ]
}
