@testable import Importing

/// Texts that a profile may extend: itself again, and a small one.
private func base(_ name: String) -> String? {
    switch name {
    case "small":
        """
        profile: small
        messages: [{element: items, mode: full}]
        records: [item]
        fields: {part_number: id}
        """
    case "circle": "extends: circle"
    default: nil
    }
}

/// One input: the text of a profile, which is read and compiled, or refused with mistakes that have a place.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOne(_ data: UnsafePointer<UInt8>?, _ size: Int) -> CInt {
    let text = String(decoding: UnsafeBufferPointer(start: data, count: size), as: UTF8.self)
    do throws(ProfileFault) {
        let profile = try ProfileReader.read(text, name: "fuzz", attributes: "attributes: {length: [Long]}", base: base)
        precondition(profile.fields[.partNumber] != nil && !profile.records.isEmpty && !profile.messages.isEmpty)
        _ = CompiledProfile(profile)
        let again = try ProfileReader.read(text, name: "fuzz", attributes: "attributes: {length: [Long]}", base: base)
        precondition(again.digest == profile.digest, "one text, two digests")
    } catch {
        precondition(!error.mistakes.isEmpty, "refused without a mistake")
        precondition(error.mistakes.allSatisfy { $0.line >= 0 && !$0.message.isEmpty }, "a mistake that says nothing")
        precondition(error.mistakes.map(\.line) == error.mistakes.map(\.line).sorted(), "mistakes out of order")
        precondition(error.description.utf8.count < 4000 * (size + 1), "a message without measure")
    }
    return 0
}
