internal import CLibXML

// The functions that libxml2 calls. They capture nothing; the context is the address of a `ReaderState`.

private typealias State = UnsafeMutablePointer<ReaderState>

@inline(__always)
private func state(_ context: UnsafeMutableRawPointer?) -> State {
    context.unsafelyUnwrapped.assumingMemoryBound(to: ReaderState.self)
}

/// The handler table; every door that could load or expand something leads to a refusal or to nothing.
func readerHandlers() -> xmlSAXHandler {
    var handlers = xmlSAXHandler()
    handlers.initialized = UInt32(XML_SAX2_MAGIC)
    handlers.startElementNs = elementStarted
    handlers.endElementNs = elementEnded
    handlers.characters = textRead
    // With the same function in both places libxml2 does not examine which text is blank.
    handlers.ignorableWhitespace = textRead
    handlers.cdataBlock = textRead
    handlers.internalSubset = doctypeRead
    handlers.entityDecl = entityDeclared
    handlers.unparsedEntityDecl = unparsedEntityDeclared
    handlers.attributeDecl = attributeDeclared
    handlers.reference = entityReferred
    handlers.serror = errorReported
    return handlers
}

private func elementStarted(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
    _ namespace: UnsafePointer<xmlChar>?, _ namespaceCount: CInt,
    _ namespaces: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?, _ attributeCount: CInt, _ defaulted: CInt,
    _ attributes: UnsafeMutablePointer<UnsafePointer<xmlChar>?>?
) {
    let state = state(context)
    guard !state.pointee.isHalted else { return }
    state.pointee.isTag = true
    state.pointee.textBytes = 0
    state.pointee.hasRoot = true
    state.pointee.depth += 1
    if state.pointee.depth > state.pointee.limits.depth { return state.pointee.failDepth() }
    let list = XMLAttributes(fields: attributes, count: Int(attributeCount))
    if attributeCount | namespaceCount != 0 {
        state.pointee.checkAttributes(list, namespaces: Int(namespaceCount), defaulted: Int(defaulted))
        if state.pointee.isHalted { return }
        list.resolveAmpersands(defaulted: Int(defaulted))
    }
    state.pointee.reader._withUnsafeGuaranteedRef { reader in
        state.pointee.consumer._withUnsafeGuaranteedRef { consumer in
            consumer.start(
                XMLName(pointer: name.unsafelyUnwrapped), namespace: namespace, attributes: list, reader: reader)
        }
    }
}

private func elementEnded(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ prefix: UnsafePointer<xmlChar>?,
    _ namespace: UnsafePointer<xmlChar>?
) {
    let state = state(context)
    guard !state.pointee.isHalted else { return }
    state.pointee.isTag = true
    state.pointee.textBytes = 0
    state.pointee.reader._withUnsafeGuaranteedRef { reader in
        state.pointee.consumer._withUnsafeGuaranteedRef { consumer in
            consumer.end(XMLName(pointer: name.unsafelyUnwrapped), reader: reader)
        }
    }
    state.pointee.depth -= 1
}

private func textRead(_ context: UnsafeMutableRawPointer?, _ text: UnsafePointer<xmlChar>?, _ length: CInt) {
    let state = state(context)
    guard !state.pointee.isHalted else { return }
    state.pointee.isTag = false
    state.pointee.textBytes += Int(length)
    if state.pointee.textBytes > state.pointee.limits.textBytes { return state.pointee.failText() }
    state.pointee.reader._withUnsafeGuaranteedRef { reader in
        state.pointee.consumer._withUnsafeGuaranteedRef { consumer in
            consumer.text(UnsafeBufferPointer(start: text, count: Int(length)), reader: reader)
        }
    }
}

private func doctypeRead(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ publicID: UnsafePointer<xmlChar>?,
    _ systemID: UnsafePointer<xmlChar>?
) {
    let state = state(context)
    guard !state.pointee.isHalted else { return }
    state.pointee.isTag = false
    state.pointee.consumer.takeUnretainedValue().doctype(
        name: name.map { String(cString: $0) } ?? "", publicID: publicID.map { String(cString: $0) },
        systemID: systemID.map { String(cString: $0) })
}

private func entityDeclared(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ kind: CInt,
    _ publicID: UnsafePointer<xmlChar>?, _ systemID: UnsafePointer<xmlChar>?, _ content: UnsafeMutablePointer<xmlChar>?
) {
    // A parameter entity that nobody uses is BMEcat's own way to announce user extensions.
    if kind == CInt(XML_INTERNAL_PARAMETER_ENTITY.rawValue) || kind == CInt(XML_EXTERNAL_PARAMETER_ENTITY.rawValue) {
        return
    }
    refuseEntity(state(context), name)
}

private func unparsedEntityDeclared(
    _ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?, _ publicID: UnsafePointer<xmlChar>?,
    _ systemID: UnsafePointer<xmlChar>?, _ notation: UnsafePointer<xmlChar>?
) {
    refuseEntity(state(context), name)
}

private func refuseEntity(_ state: State, _ name: UnsafePointer<xmlChar>?) {
    state.pointee.isTag = false
    let entity = name.map { XMLFault.short(String(cString: $0)) } ?? ""
    state.pointee.fail(
        .entityDeclared,
        "the DOCTYPE declares the entity \"\(entity)\", which is not accepted as it can be used for attacks; "
            + "write the text itself where the entity stands and delete the declaration")
}

private func attributeDeclared(
    _ context: UnsafeMutableRawPointer?, _ element: UnsafePointer<xmlChar>?, _ name: UnsafePointer<xmlChar>?,
    _ kind: CInt, _ use: CInt, _ value: UnsafePointer<xmlChar>?, _ choices: xmlEnumerationPtr?
) {
    xmlFreeEnumeration(choices)
    let state = state(context)
    state.pointee.declaredAttributes += 1
    guard state.pointee.declaredAttributes > state.pointee.limits.declaredAttributes else { return }
    state.pointee.isTag = false
    state.pointee.fail(
        .tooManyAttributes,
        "the DOCTYPE declares more than \(state.pointee.limits.declaredAttributes) attributes; delete what stands "
            + "between [ and ] in it")
}

private func entityReferred(_ context: UnsafeMutableRawPointer?, _ name: UnsafePointer<xmlChar>?) {
    state(context).pointee.failUndeclaredEntity(name.map { XMLFault.short(String(cString: $0)) } ?? "")
}

/// Also set as the thread's handler during a parse, since libxml2 reports faults of conversion there.
func errorReported(_ context: UnsafeMutableRawPointer?, _ error: xmlErrorPtr?) {
    guard let error, context != nil else { return }
    let state = state(context)
    guard !state.pointee.isHalted else { return }
    state.pointee.isTag = false
    state.pointee.take(error.pointee)
}
