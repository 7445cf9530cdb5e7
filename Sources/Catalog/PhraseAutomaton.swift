/// An Aho-Corasick automaton over folded symbols.
///
/// A state that is entered often (the root, its children, and where many phrases part) has a full row of transitions; any
/// other lists its few children and falls back to its longest suffix. So it is small enough for the cache, and a text
/// costs little more than a table look-up for each symbol.
struct PhraseAutomaton: Sendable {
    fileprivate struct State {
        /// The state of the longest suffix that is also the beginning of some phrase.
        var failure: UInt32 = 0
        /// Where the state's transitions begin, in `rows` or in `edges`.
        var first: UInt32 = 0
        /// How many children are listed; `rowMark` for a full row.
        var count: UInt32 = 0
        /// The first pattern that ends here, or -1.
        var pattern: Int32 = -1
        /// The nearest suffix at which a pattern ends, or 0.
        var suffix: UInt32 = 0
    }

    fileprivate struct Edge {
        var symbol: UInt8
        var target: UInt32
    }

    fileprivate static let rowMark = UInt32.max
    /// Set in a transition when some pattern ends at its target.
    fileprivate static let endFlag: UInt32 = 1 << 31
    /// The root and its children have rows, and the next states that most texts pass through.
    private static let frequentStates = 400
    /// With more children than this a state has a row.
    private static let fewChildren = 2

    private var states: [State]
    private var edges: [Edge] = []
    private var rows: [UInt32] = []
    private var nextPattern: [Int32]
    private var classes: [UInt8]
    private var classCount: Int
    /// How many states from the root on have rows without a gap.
    private var leadingRows = 0

    init(_ trie: PhraseTrie) {
        let order = trie.breadthFirst()
        var number = [UInt32](repeating: 0, count: order.count)
        for (index, node) in order.enumerated() { number[node] = UInt32(index) }
        states = Array(repeating: State(), count: order.count)
        nextPattern = trie.nextPattern
        (classes, classCount) = PhraseAutomaton.symbolClasses(trie)
        for node in order { connect(node, in: trie, number) }
    }

    /// Fills one state; all states nearer to the root are complete by then, and it completes its children's failures.
    private mutating func connect(_ node: Int, in trie: PhraseTrie, _ number: [UInt32]) {
        let own = Int(number[node])
        states[own].pattern = trie.firstPattern[node]
        let children = trie.children(of: node)
        for child in children {
            let target = Int(number[child])
            let failure = own == 0 ? 0 : go(from: states[own].failure, trie.symbols[child]) & ~Self.endFlag
            states[target].failure = failure
            states[target].pattern = trie.firstPattern[child]
            states[target].suffix =
                states[Int(failure)].pattern >= 0 ? failure : states[Int(failure)].suffix
        }
        func transition(to child: Int) -> UInt32 {
            let state = states[Int(number[child])]
            return number[child] | (state.pattern >= 0 || state.suffix != 0 ? Self.endFlag : 0)
        }
        let isFrequent = own <= Self.frequentStates || states[own].failure == 0 && children.count > 1
        guard isFrequent || children.count > Self.fewChildren else {
            states[own].first = UInt32(edges.count)
            states[own].count = UInt32(children.count)
            for child in children { edges.append(Edge(symbol: trie.symbols[child], target: transition(to: child))) }
            return
        }
        let row = rows.count
        if own == leadingRows { leadingRows += 1 }
        states[own].first = UInt32(row)
        states[own].count = Self.rowMark
        rows += Array(repeating: 0, count: classCount)
        if own != 0 {
            for symbol in 0..<256 where classes[symbol] != 0 {
                rows[row + Int(classes[symbol])] = go(from: states[own].failure, UInt8(symbol))
            }
        }
        for child in children { rows[row + Int(classes[Int(trie.symbols[child])])] = transition(to: child) }
    }

    private func go(from state: UInt32, _ symbol: UInt8) -> UInt32 {
        walk { walker in walker.next(state, symbol) }
    }

    /// A small number for each symbol that some phrase has; zero for all others, which lead back to the root.
    private static func symbolClasses(_ trie: PhraseTrie) -> (classes: [UInt8], count: Int) {
        var classes = [UInt8](repeating: 0, count: 256)
        var count = 0
        for symbol in trie.symbols.dropFirst() where classes[Int(symbol)] == 0 {
            count += 1
            classes[Int(symbol)] = UInt8(count)
        }
        return (classes, count + 1)
    }
}

extension PhraseAutomaton {
    /// The tables of an automaton, lent for the length of a walk.
    struct Walker {
        fileprivate let states: UnsafeBufferPointer<State>
        fileprivate let edges: UnsafeBufferPointer<Edge>
        fileprivate let rows: UnsafeBufferPointer<UInt32>
        fileprivate let classes: UnsafeBufferPointer<UInt8>
        fileprivate let classCount: Int
        fileprivate let leadingRows: Int

        /// The transition by one symbol; the result may carry the end flag.
        @inline(__always)
        func next(_ from: UInt32, _ symbol: UInt8) -> UInt32 {
            var current = Int(from & ~PhraseAutomaton.endFlag)
            while true {
                // Most symbols of a text meet one of the first states, whose rows need no look at the state.
                if current < leadingRows { return rows[current &* classCount &+ Int(classes[Int(symbol)])] }
                let state = states[current]
                if state.count == PhraseAutomaton.rowMark {
                    return rows[Int(state.first) &+ Int(classes[Int(symbol)])]
                }
                var edge = Int(state.first)
                let end = edge &+ Int(state.count)
                while edge < end {
                    if edges[edge].symbol == symbol { return edges[edge].target }
                    edge &+= 1
                }
                current = Int(state.failure)
            }
        }

        /// Whether a pattern ends at a state that `next` gave.
        @inline(__always)
        func hasEnding(_ state: UInt32) -> Bool { state >= PhraseAutomaton.endFlag }
    }

    /// Lends the tables for a walk.
    @inline(__always)
    func walk<R>(_ body: (Walker) -> R) -> R {
        states.withUnsafeBufferPointer { states in
            edges.withUnsafeBufferPointer { edges in
                rows.withUnsafeBufferPointer { rows in
                    classes.withUnsafeBufferPointer { classes in
                        body(
                            Walker(
                                states: states, edges: edges, rows: rows, classes: classes, classCount: classCount,
                                leadingRows: leadingRows))
                    }
                }
            }
        }
    }

    /// Hands out the patterns that end at a state, longer ones first.
    func endings(at state: UInt32, _ report: (_ pattern: Int) -> Void) {
        var current = Int(state & ~Self.endFlag)
        while current != 0 {
            var pattern = states[current].pattern
            while pattern >= 0 {
                report(Int(pattern))
                pattern = nextPattern[Int(pattern)]
            }
            current = Int(states[current].suffix)
        }
    }
}
