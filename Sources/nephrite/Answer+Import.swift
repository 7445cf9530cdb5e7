internal import Catalog
internal import Operations
internal import Rendering
internal import Storage

extension RunRow {
    /// 3 when something waits or was quarantined, else 0.
    var exitStatus: Int32 { held > 0 || missingHeld > 0 || quarantined > 0 ? 3 : 0 }
}

extension Answer {
    /// A run.
    init(_ run: RunRow) {
        self = .keys(
            ("run", .int(Int(run.id))), ("supplier", .text(run.supplier)), ("profile", .text(ifPresent: run.profile)),
            ("file", .text(run.file)), ("sha256", .text(ifPresent: run.sha256)), ("mode", .text(ifPresent: run.mode)),
            ("state", .text(run.state)), ("records", .int(run.records)), ("new", .int(run.new)),
            ("changed", .int(run.changed)), ("unchanged", .int(run.unchanged)), ("missing", .int(run.missing)),
            ("missing_held", .int(run.missingHeld)), ("held", .int(run.held)), ("quarantined", .int(run.quarantined)),
            ("findings", .int(run.findings)), ("claims", .int(run.claims)), ("seconds", .number(run.seconds)),
            ("planned_at", .text(run.plannedAt)),
            ("applied_at", .text(ifPresent: run.appliedAt)), ("error", .text(ifPresent: run.faultMessage)))
    }

    /// A change with its fields.
    init(_ change: ImportViews.Change) {
        self = .keys(
            ("part_number", .text(change.partNumber)), ("change", .text(change.change)),
            ("record", .int(change.record)),
            ("line", change.line > 0 ? .int(change.line) : .null),
            (
                "fields",
                .list(
                    change.fields.map {
                        .keys(
                            ("field", .text($0.field)), ("old", .text(ifPresent: $0.old)),
                            ("new", .text(ifPresent: $0.new)))
                    })
            ), ("held_because", .list(change.heldBecause.map(Answer.text))))
    }

    /// A change as a row for each of its fields, as people read it.
    static func flat(_ change: ImportViews.Change) -> [Answer] {
        change.fields.map { field in
            .keys(
                ("record", .int(change.record)), ("line", .int(change.line)), ("part_number", .text(change.partNumber)),
                ("change", .text(change.change)), ("field", .text(field.field)), ("old", .text(ifPresent: field.old)),
                ("new", .text(ifPresent: field.new)),
                ("held_because", .text(change.heldBecause.joined(separator: "; "))))
        }
    }

    /// A finding.
    init(_ finding: FindingRow) {
        self = .keys(
            ("record", .int(finding.record)), ("line", .int(finding.line)), ("part_number", .text(finding.partNumber)),
            ("code", .text(finding.code)), ("field", .text(finding.field)), ("value", .text(ifPresent: finding.value)),
            ("message", .text(finding.message)))
    }

    /// A fault of a quarantined record.
    init(_ fault: QuarantineRow, withRaw: Bool) {
        var members: [(String, Answer)] = [
            ("record", .int(fault.record)), ("line", .int(fault.line)), ("column", .int(fault.column)),
            ("path", .text(fault.path)), ("part_number", .text(ifPresent: fault.partNumber)),
            ("code", .text(fault.code)), ("field", .text(fault.field)), ("value", .text(ifPresent: fault.value)),
            ("message", .text(fault.message)), ("state", .text(fault.state)),
        ]
        if withRaw { members.append(("raw", .text(ifPresent: fault.raw))) }
        self = .object(members.map { Member($0.0, $0.1) })
    }
}
