internal import Yams

/// Everything that is wrong with a profile: what cannot be read, and what can never have an effect.
public struct ProfileCheck: Sendable {
    /// The profile's own name, or the one it was asked for by.
    public let name: String
    /// In the order of the lines; empty when the profile is in order.
    public let mistakes: [ProfileFault.Mistake]
    /// The profile; nil when it cannot be read.
    public let profile: Profile?

    /// Checks a built-in profile, or a user's file.
    public init(named name: String) {
        do throws(ProfileFault) {
            self.init(source: try Profiles.source(named: name), name: name)
        } catch {
            self.init(name: name, mistakes: error.mistakes, profile: nil)
        }
    }

    /// Checks the text of a profile.
    public init(source: String, name: String) {
        var mistakes: [ProfileFault.Mistake] = []
        var profile: Profile?
        do throws(ProfileFault) { profile = try Profiles.read(source, name: name) } catch { mistakes = error.mistakes }
        if ProfileReader.passedBound(source) == nil, let own = (try? Yams.compose(yaml: source))?.mapping {
            let places = KeyPlaces(own)
            mistakes = mistakes.map(places.completed)
            var review = ProfileReview(own: own, all: Self.inherited(by: own))
            review.run()
            let told = Set(mistakes.map { [$0.line, $0.column] })
            // What could not be read at a place says more than what would be odd about it.
            mistakes += review.mistakes.map(places.completed).filter {
                $0.line == 0 || !told.contains([$0.line, $0.column])
            }
        } else if let first = mistakes.first(where: { $0.line > 0 || $0.key.isEmpty }) {
            // Of a text that is no YAML nothing else can be said.
            mistakes = [first]
        }
        let order = mistakes.enumerated().sorted {
            ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
        }
        self.init(name: profile?.name ?? name, mistakes: order.map(\.element), profile: profile)
    }

    private init(name: String, mistakes: [ProfileFault.Mistake], profile: Profile?) {
        self.name = name
        self.mistakes = mistakes
        self.profile = profile
    }

    /// The keys that hold: a profile's own, and under them those of what it extends.
    private static func inherited(by own: Node.Mapping) -> [String: Node] {
        var keys: [String: Node] = [:]
        var level: Node.Mapping? = own
        var levels = 0
        while let mapping = level, levels < 10 {
            for (key, value) in mapping {
                if let word = key.string, keys[word] == nil { keys[word] = value }
            }
            level = mapping["extends"]?.string.flatMap(Profiles.text)
                .flatMap { text in (try? Yams.compose(yaml: text))?.mapping }
            levels += 1
        }
        return keys
    }
}

/// Where the keys of a YAML text stand.
private struct KeyPlaces {
    private struct Place: Hashable {
        let line: Int
        let column: Int

        init(_ line: Int, _ column: Int) {
            self.line = line
            self.column = column
        }
    }

    /// What begins at a place, the outermost first.
    private var paths: [Place: [String]] = [:]
    private var places: [String: Place] = [:]
    private var count = 0

    init(_ mapping: Node.Mapping) {
        add(.mapping(mapping), "", depth: 0)
    }

    /// No profile is deeper or longer; a text that repeats itself by aliases ends here.
    private mutating func add(_ node: Node, _ path: String, depth: Int) {
        guard depth < 12, count < 50_000 else { return }
        if let mapping = node.mapping {
            for (key, value) in mapping {
                let below = (path.isEmpty ? "" : path + ".") + (key.string ?? "?")
                note(below, value)
                if let mark = key.mark { places[below] = Place(mark.line, mark.column) }
                note(below, key)
                add(value, below, depth: depth + 1)
            }
        } else if let sequence = node.sequence {
            for (index, value) in sequence.enumerated() {
                note("\(path)[\(index)]", value)
                add(value, "\(path)[\(index)]", depth: depth + 1)
            }
        }
    }

    private mutating func note(_ path: String, _ node: Node) {
        guard let mark = node.mark else { return }
        count += 1
        paths[Place(mark.line, mark.column), default: []].append(path)
    }

    /// The mistake with the whole path of its key, and with the key's place where it had none.
    func completed(_ mistake: ProfileFault.Mistake) -> ProfileFault.Mistake {
        var mistake = mistake
        if let place = places[mistake.key] {
            mistake = .init(
                line: place.line, message: mistake.message, column: place.column, key: mistake.key,
                remedy: mistake.remedy)
        } else if let here = paths[Place(mistake.line, mistake.column)] {
            let named = here.first { !mistake.key.isEmpty && $0.hasSuffix("." + mistake.key) }
            mistake.key = named ?? here[0]
        }
        return mistake
    }
}
