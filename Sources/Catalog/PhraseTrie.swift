/// The tree of phrases from which a matcher's automaton is made.
struct PhraseTrie {
    /// The finished automaton; states are multiplied by the number of classes, so that a step is one addition.
    struct Automaton {
        var classes: [UInt8]
        var classCount: Int
        var transitions: [UInt32]
        var endingStarts: [Int32]
        var endings: [Int32]
    }

    private struct Node {
        var children: [(symbol: UInt8, node: Int)] = []
        var patterns: [Int32] = []
        var failure = 0
    }

    private var nodes = [Node()]

    /// Adds one sequence of symbols under a pattern's number.
    mutating func insert(_ symbols: [UInt8], pattern: Int) {
        var node = 0
        for symbol in symbols {
            if let child = nodes[node].children.first(where: { $0.symbol == symbol }) {
                node = child.node
            } else {
                nodes.append(Node())
                nodes[node].children.append((symbol, nodes.count - 1))
                node = nodes.count - 1
            }
        }
        nodes[node].patterns.append(Int32(pattern))
    }

    /// Numbers the states breadth first, so that the ones walked most lie together, and fills every transition.
    consuming func automaton(endFlag: UInt32) -> Automaton {
        let order = breadthFirst()
        var number = [Int](repeating: 0, count: nodes.count)
        for (index, node) in order.enumerated() { number[node] = index }
        let classes = symbolClasses()
        let classCount = Int(classes.max() ?? 0) + 1
        var transitions = [UInt32](repeating: 0, count: nodes.count * classCount)
        for node in order {
            let row = number[node] * classCount
            if node != 0 {
                let failureRow = number[nodes[node].failure] * classCount
                for column in 0..<classCount { transitions[row + column] = transitions[failureRow + column] }
            }
            for child in nodes[node].children {
                let column = row + Int(classes[Int(child.symbol)])
                if node != 0 {
                    let fallback = Int(transitions[column] & ~endFlag) / classCount
                    nodes[child.node].failure = order[fallback]
                }
                nodes[child.node].patterns += nodes[nodes[child.node].failure].patterns
                let ends = nodes[child.node].patterns.isEmpty ? 0 : endFlag
                transitions[column] = UInt32(number[child.node] * classCount) | ends
            }
        }
        var starts: [Int32] = [0]
        var endings: [Int32] = []
        for node in order {
            endings += nodes[node].patterns
            starts.append(Int32(endings.count))
        }
        return Automaton(
            classes: classes, classCount: classCount, transitions: transitions, endingStarts: starts, endings: endings)
    }

    private func breadthFirst() -> [Int] {
        var order = [0]
        var next = 0
        while next < order.count {
            order += nodes[order[next]].children.map(\.node)
            next += 1
        }
        return order
    }

    /// A small number for each symbol that some phrase has; zero for all others, which lead back to the root.
    private func symbolClasses() -> [UInt8] {
        var used = [Bool](repeating: false, count: 256)
        for node in nodes { for child in node.children { used[Int(child.symbol)] = true } }
        var classes = [UInt8](repeating: 0, count: 256)
        var count: UInt8 = 0
        for symbol in 0..<256 where used[symbol] {
            count += 1
            classes[symbol] = count
        }
        return classes
    }
}
