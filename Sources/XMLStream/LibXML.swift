internal import CLibXML

/// Sets libxml2 up for hostile input, once for the process.
enum LibXML {
    /// Reading this value does the work; later reads cost a comparison.
    static let isReady: Bool = {
        xmlInitParser()
        // No catalog file may redirect a DTD, whatever the environment says.
        xmlCatalogSetDefaults(XML_CATA_ALLOW_NONE)
        // Nothing is ever loaded from elsewhere, whichever way libxml2 is asked for it.
        xmlSetExternalEntityLoader { _, _, _ in nil }
        return true
    }()
}
