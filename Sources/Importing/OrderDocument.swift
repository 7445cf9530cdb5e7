internal import XMLStream

/// Reads the orders of an XML document one after the other, on the caller's thread.
///
/// Whether the whole document is well-formed is known at its end only: who must not keep half of it reads it twice.
public struct OrderDocument {
    private let file: FeedFile
    private let compiled: CompiledProfile
    private let rules: CompiledOrder

    /// A document and a profile of orders; nil for a profile of catalogs.
    public init?(_ file: FeedFile, _ compiled: CompiledProfile) {
        guard let rules = compiled.order else { return nil }
        self.file = file
        self.compiled = compiled
        self.rules = rules
    }

    /// Reads to the end and passes each order on.
    ///
    /// **Throws** `XMLFault` when the file is refused, and what `body` throws, which ends the reading.
    public func read(_ body: (IncomingOrder) throws -> Void) throws {
        try withoutActuallyEscaping(body) { body in
            let batch = RecordBatch()
            let mapper = RecordMapper(plan: compiled.recordPlan, languages: compiled.profile.languages)
            let memory = ReadingMemory()
            var position = 0
            var thrown: (any Error)?
            let capture = FeedCapture(profile: compiled, first: batch) { batch in
                guard thrown == nil else { return nil }
                do {
                    for span in batch.records where span.ordinal > 0 {
                        position += 1
                        try body(order(batch, span, mapper, memory, position))
                    }
                } catch {
                    thrown = error
                    return nil
                }
                batch.clear()
                return batch
            }
            let reader = XMLReader(consumer: capture)
            do {
                try reader.read(file.input())
            } catch {
                throw thrown ?? error
            }
            if thrown == nil { capture.finish() }
            if let thrown { throw thrown }
        }
    }

    private func order(
        _ batch: RecordBatch, _ span: RecordBatch.Span, _ mapper: RecordMapper, _ memory: ReadingMemory,
        _ position: Int
    ) -> IncomingOrder {
        var order = IncomingOrder()
        if span.isTooLarge {
            var values = OrderValues(notation: compiled.profile.notation)
            values.tooManyLines(nil)
            order.problems = values.problems
        } else {
            order = OrderReading.order(
                mapper.map(batch, span), element: span.element, compiled, rules, memory)
        }
        order.position = position
        order.fileLine = span.line
        return order
    }
}
