internal import CEmbedded
internal import Glibc

/// The profiles at hand: those built in, and a user's own files.
public enum Profiles {
    /// Names of the built-in profiles, in the order in which they are tried on a document.
    public static var builtInNames: [String] {
        texts.map(\.name).filter { $0 != attributesName }
    }

    /// The built-in profiles of suppliers' catalogs.
    public static func catalogs() throws(ProfileFault) -> [Profile] { try builtIn().filter { !$0.isForOrders } }

    /// The built-in profiles of customers' orders.
    public static func orders() throws(ProfileFault) -> [Profile] { try builtIn().filter(\.isForOrders) }

    /// All built-in profiles.
    ///
    /// **Throws** when one of them is faulty, which a test rules out.
    public static func builtIn() throws(ProfileFault) -> [Profile] {
        var profiles: [Profile] = []
        for name in builtInNames { profiles.append(try profile(named: name)) }
        return profiles
    }

    /// A built-in profile by its name, or a user's file by its path (with a `/` or ending in `.yaml`, `.yml`).
    ///
    /// **Throws** `ProfileFault` with every mistake, or one that says that there is none of this name.
    public static func profile(named name: String) throws(ProfileFault) -> Profile {
        try read(source(named: name), name: name)
    }

    /// The text of a profile, read or not.
    static func source(named name: String) throws(ProfileFault) -> String {
        if name.hasSuffix(".yaml") || name.hasSuffix(".yml") || name.contains("/") { return try contents(of: name) }
        guard let source = text(name), name != attributesName else {
            throw ProfileFault(
                profile: name,
                mistakes: [
                    .init(
                        line: 0,
                        message:
                            "there is no built-in profile of this name; known are \(builtInNames.joined(separator: ", ")); a file of your own ends in .yaml"
                    )
                ])
        }
        return source
    }

    /// Reads the text of a profile.
    public static func read(_ source: String, name: String) throws(ProfileFault) -> Profile {
        try ProfileReader.read(source, name: name, attributes: text(attributesName) ?? "", base: text)
    }

    private static let attributesName = "attributes"

    private static let texts: [(name: String, text: String)] = (0..<embedded_profile_count).map { index in
        let file = embedded_profiles[index]
        let bytes = UnsafeBufferPointer(start: file.bytes, count: file.size)
        return (String(cString: file.name), String(decoding: bytes, as: UTF8.self))
    }

    /// The text of what is built in under a name, or nil.
    static func text(_ name: String) -> String? {
        texts.first { $0.name == name }?.text
    }

    private static func contents(of path: String) throws(ProfileFault) -> String {
        guard let file = fopen(path, "rb") else {
            let reason = String(cString: strerror(errno)).lowercased()
            throw ProfileFault(profile: path, mistakes: [.init(line: 0, message: "cannot be opened: \(reason)")])
        }
        defer { fclose(file) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = fread(&buffer, 1, buffer.count, file), count > 0, bytes.count < 1 << 22 {
            bytes += buffer[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
