extension Profiles {
    /// Whether a feature of this name fills a field of an item, by the names that all profiles know.
    ///
    /// **Throws** when the list of names is faulty, which a test rules out.
    package static func fieldFeatures() throws(ProfileFault) -> FieldFeatures {
        FieldFeatures(attributes: try profile(named: "bmecat-2005").attributes)
    }
}

/// The names of features that fill fields.
package struct FieldFeatures: Sendable {
    let attributes: [String: AttributeField]

    /// Whether a feature of this name, in whatever language and with whatever unit behind it, fills a field.
    package func contains(_ name: String) -> Bool { attributes[AttributeName.folded(name)] != nil }
}
