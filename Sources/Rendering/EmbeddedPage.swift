internal import CEmbedded

/// The templates, styles and scripts that the programs carry.
package enum EmbeddedPage {
    /// A file of `Sources/CEmbedded/pages` by its name.
    package static func text(_ name: String) -> String {
        for index in 0..<embedded_page_count where String(cString: embedded_pages[index].name) == name {
            let file = embedded_pages[index]
            return String(decoding: UnsafeBufferPointer(start: file.bytes, count: file.size), as: UTF8.self)
        }
        preconditionFailure("\(name) is not embedded")
    }
}
