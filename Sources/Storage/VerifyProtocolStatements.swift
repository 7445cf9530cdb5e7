internal import Postgres

/// A protocol has the steps it declares, from 1 without a gap; an approved one names a reason against use and was reviewed by another
/// than its author; and what the trail says of approving and retiring is what holds.
struct VerifyProtocols: Invariant {
    static let sql = """
        SELECT 'protocols' AS invariant, (SELECT count(*) FROM protocol) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT protocol.code || '@' || protocol.version AS subject
            FROM protocol
            LEFT JOIN (
                SELECT protocol_id, count(*) AS steps, max(ordinal) AS last FROM protocol_step GROUP BY protocol_id
            ) AS found ON found.protocol_id = protocol.id
            LEFT JOIN LATERAL (
                SELECT entry.action FROM audit_entry AS entry
                WHERE entry.subject_kind = 'protocol' AND entry.subject = protocol.code || '@' || protocol.version
                ORDER BY entry.id DESC LIMIT 1
            ) AS latest ON true
            WHERE found.steps IS DISTINCT FROM protocol.declared_step_count::bigint OR found.last <> found.steps
                OR protocol.status = 'approved' AND (protocol.reviewed_by IS NULL
                    OR lower(protocol.reviewed_by) = lower(protocol.author_name)
                    OR NOT EXISTS (
                        SELECT FROM protocol_contraindication AS named WHERE named.protocol_id = protocol.id))
                OR latest.action IS DISTINCT FROM CASE protocol.status
                    WHEN 'approved' THEN 'protocol.approve' WHEN 'retired' THEN 'protocol.retire' ELSE 'protocol.load' END
            UNION ALL
            SELECT 'step ' || asked.step_ordinal || ' of protocol ' || asked.protocol_id
            FROM step_tool_requirement AS asked
            LEFT JOIN protocol_step AS step ON step.protocol_id = asked.protocol_id AND step.ordinal = asked.step_ordinal
            WHERE step.protocol_id IS NULL
        ) AS faulty
        """
}
