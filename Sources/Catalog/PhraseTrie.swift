/// The tree of phrases from which a matcher's automaton is made, in flat arrays: node 0 is the root.
struct PhraseTrie {
    private(set) var symbols: [UInt8] = [0]
    private(set) var firstChild: [Int32] = [-1]
    private(set) var nextSibling: [Int32] = [-1]
    private(set) var firstPattern: [Int32] = [-1]
    /// For each pattern, the next one with the same symbols, or -1.
    private(set) var nextPattern: [Int32] = []

    /// Adds one sequence of symbols as the next pattern.
    mutating func insert(_ sequence: [UInt8]) {
        var node = 0
        for symbol in sequence { node = child(of: node, symbol) ?? add(symbol, to: node) }
        nextPattern.append(firstPattern[node])
        firstPattern[node] = Int32(nextPattern.count - 1)
    }

    /// The node that a symbol leads to, if any.
    func child(of node: Int, _ symbol: UInt8) -> Int? {
        var child = firstChild[node]
        while child >= 0 {
            if symbols[Int(child)] == symbol { return Int(child) }
            child = nextSibling[Int(child)]
        }
        return nil
    }

    /// The children of a node.
    func children(of node: Int) -> [Int] {
        var children: [Int] = []
        var child = firstChild[node]
        while child >= 0 {
            children.append(Int(child))
            child = nextSibling[Int(child)]
        }
        return children
    }

    /// All nodes, those nearer to the root first.
    func breadthFirst() -> [Int] {
        var order = [0]
        order.reserveCapacity(symbols.count)
        var next = 0
        while next < order.count {
            var child = firstChild[order[next]]
            while child >= 0 {
                order.append(Int(child))
                child = nextSibling[Int(child)]
            }
            next += 1
        }
        return order
    }

    private mutating func add(_ symbol: UInt8, to node: Int) -> Int {
        symbols.append(symbol)
        firstChild.append(-1)
        nextSibling.append(firstChild[node])
        firstPattern.append(-1)
        firstChild[node] = Int32(symbols.count - 1)
        return symbols.count - 1
    }
}
