internal import Importing

/// Reads files of orders one after the other, into groups that are taken in together.
final class OrderGathering {
    private static let ordersAtOnce = 500
    /// A file of so many orders is read once, a longer one twice.
    private static let mostApart = 10_000
    private let options: OrderImport.Options
    private let inputs: OrderInputs
    private var group = OrderGroup()
    /// The file of each order that was passed on, how many orders each file has, and the files that are none.
    private(set) var places: [Int] = [], counts: [Int] = [], refusedFiles: [(place: Int, refusal: Refusal)] = []

    init(_ options: OrderImport.Options, _ inputs: OrderInputs) {
        (self.options, self.inputs) = (options, inputs)
    }

    /// Passes groups on, in the order of the files; those that have to wait for their turn are foreseen.
    ///
    /// Refuses (`file_…`) a file that cannot be read or is not whole where it is the only one; others it notes.
    func read(
        _ names: [String], foresee: (inout OrderGroup) -> Void, _ body: (OrderGroup) throws -> Void
    ) throws {
        let profiles = try OrderProfiles()
        var isFirst = true
        func pass() throws {
            guard !group.arrivals.isEmpty else { return }
            if !isFirst { foresee(&group) }
            isFirst = false
            try body(group)
            group = OrderGroup()
        }
        func add(_ arrival: OrderArrival) throws {
            group.arrivals.append(arrival)
            if group.arrivals.count >= Self.ordersAtOnce { try pass() }
        }
        for (place, name) in names.enumerated() {
            counts.append(0)
            do {
                let file = try OrderFile(name, options.format, profiles, inputs)
                let source = file.source
                // Until the file is known to be whole its orders wait apart, so that half of one is never taken.
                var (apart, rest, isPassing) = ([OrderGroup](), OrderGroup(), false)
                func passApart() throws {
                    isPassing = true
                    if !apart.isEmpty { try pass() }
                    for group in apart {
                        isFirst = false
                        try body(group)
                    }
                    for arrival in rest.arrivals { try add(arrival) }
                    (apart, rest) = ([], OrderGroup())
                }
                try file.read(ahead: Self.mostApart) { order, isWhole in
                    counts[place] += 1
                    places.append(place)
                    if isWhole, !isPassing { try passApart() }
                    let arrival = OrderArrival(order: order, file: source)
                    if isPassing { return try add(arrival) }
                    rest.arrivals.append(arrival)
                    guard rest.arrivals.count == Self.ordersAtOnce else { return }
                    foresee(&rest)
                    apart.append(rest)
                    rest = OrderGroup()
                }
                try passApart()
            } catch let refusal as Refusal where refusal.status == .badInput && refusal.code.hasPrefix("file_") {
                places.removeLast(counts[place])
                counts[place] = 0
                if names.count == 1 { throw refusal }
                refusedFiles.append((place, refusal))
            }
        }
        try pass()
    }
}
