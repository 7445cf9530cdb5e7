/// Which category of tax a sale falls under, as far as it follows from who sells to whom.
public enum TaxRule {
    /// The category that needs no rate, since its rate is zero by law; nil where the rate of a table decides.
    ///
    /// A person's word other than `S` holds. Between member states of the European Union a buyer with a VAT number
    /// accounts for the tax himself: `K`. Source: UNCL 5305; Directive 2006/112/EC, article 138.
    public static func untaxedCategory(
        saidByPerson: String?, companyCountry: String, customerCountry: String, hasVATNumber: Bool
    ) -> String? {
        if let saidByPerson { return saidByPerson == "S" ? nil : saidByPerson }
        let isWithinUnion = members.contains(companyCountry) && members.contains(customerCountry)
        return isWithinUnion && companyCountry != customerCountry && hasVATNumber ? "K" : nil
    }

    private static let members: Set<String> = [
        "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
        "LV",
        "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
    ]
}
