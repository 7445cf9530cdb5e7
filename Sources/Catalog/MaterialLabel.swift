/// How goods may be named and what has to be said with the name (rules N1, N3 and N5).
public enum MaterialLabel {
    /// The name to show: what the material is, with the treatments that belong to the name.
    ///
    /// A treatment's prefix ("dyed") stands before the stone's name, its note ("heat-treated") in brackets behind; a word that
    /// the name has already is not said twice. "dyed quartzite", "dyed agate", "citrine (heat-treated)", "opalite (glass)".
    public static func label(for material: Material, treatments: [Treatment] = []) -> String {
        let told = named(treatments, for: material)
        let prefixes = told.compactMap(\.labelPrefix)
        let notes = told.compactMap(\.labelNote)
        let name = (prefixes + [material.label]).joined(separator: " ")
        return notes.isEmpty ? name : "\(name) (\(notes.joined(separator: ", ")))"
    }

    /// The treatments that belong to a material's name and that its label does not say already, each once.
    public static func named(_ treatments: [Treatment], for material: Material) -> [Treatment] {
        let said = words(of: material.label)
        var told: Set<String> = []
        return treatments.filter { treatment in
            guard let words = treatment.labelPrefix ?? treatment.labelNote else { return false }
            return !said.contains(words) && told.insert(words).inserted
        }
    }

    /// The treatments that must be disclosed with the goods, in the order given.
    public static func disclosures(for treatments: [Treatment]) -> [Treatment] {
        treatments.filter(\.mustBeDisclosed)
    }

    private static func words(of label: String) -> Set<String> {
        Set(label.split { !$0.isLetter && $0 != "-" }.map(String.init))
    }
}
