internal import CLibXML

/// What the callbacks of one parse share.
///
/// It lies at a fixed address outside the reader object, so that the hot path neither counts references nor checks
/// exclusive access: only the thread that feeds the reader touches it, and only one callback runs at a time.
struct ReaderState {
    let parser: xmlParserCtxtPtr
    /// The reader owns this state, and is kept alive by whoever called `feed`.
    var reader: Unmanaged<XMLReader>
    /// Kept alive by the reader.
    let consumer: Unmanaged<XMLConsumer>
    let limits: XMLLimits

    /// Nothing more is told: a fault was found or the consumer stopped.
    var isHalted = false
    var isStopped = false
    var fault: XMLFault?

    var depth = 0
    var textBytes = 0
    var hasRoot = false
    /// The event being told is a tag, whose position is that of its `<`.
    var isTag = false
    /// Set while the end of the input is being worked on.
    var isFinishing = false

    /// Bytes given to libxml2.
    var bytesPushed = 0
    /// Cost of attributes that a DOCTYPE adds to elements that do not have them.
    var defaultedBytes = 0
    var declaredAttributes = 0
    /// What the first bytes say of the file.
    var start = FileStart(head: [])

    /// The last place whose column was worked out: offset in the decoded text and column.
    var anchorOffset = 0
    var anchorColumn = 1

    /// Records the first fault and stops telling; the parser itself is not touched, as it may be inside a callback whose
    /// pointers are still in use.
    mutating func fail(_ code: XMLFault.Code, _ sentence: String) {
        guard !isHalted else { return }
        let place = locate()
        if start.isHTML, !code.isLimit {
            let sentence =
                "the file is an HTML page, not a catalog or order in XML; ask for the XML file or check the address"
            fault = XMLFault(.notXML, sentence, line: place.line, column: place.column)
            return halt()
        }
        fault = XMLFault(code, sentence, line: place.line, column: place.column)
        halt()
    }

    mutating func halt() {
        isHalted = true
        parser.pointee.disableSAX = 1
    }
}
