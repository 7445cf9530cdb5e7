/// How goods may be named and what has to be said with the name (rules N1, N3 and N5).
public enum MaterialLabel {
    /// The name to show: what the material is, with the treatments that belong to the name.
    ///
    /// A treatment's prefix ("dyed") stands before the stone's name, its note ("heat-treated") in brackets behind; a word that
    /// the name has already is not said twice. "dyed quartzite", "dyed agate", "citrine (heat-treated)", "opalite (glass)".
    public static func label(for material: Material, treatments: [Treatment] = []) -> String {
        var prefixes: [String] = []
        var notes: [String] = []
        let said = words(of: material.label)
        for treatment in treatments {
            if let prefix = treatment.labelPrefix, !said.contains(prefix), !prefixes.contains(prefix) {
                prefixes.append(prefix)
            }
            if let note = treatment.labelNote, !notes.contains(note) { notes.append(note) }
        }
        let name = (prefixes + [material.label]).joined(separator: " ")
        return notes.isEmpty ? name : "\(name) (\(notes.joined(separator: ", ")))"
    }

    /// The treatments that must be disclosed with the goods, in the order given.
    public static func disclosures(for treatments: [Treatment]) -> [Treatment] {
        treatments.filter(\.mustBeDisclosed)
    }

    private static func words(of label: String) -> Set<String> {
        Set(label.split { !$0.isLetter && $0 != "-" }.map(String.init))
    }
}
