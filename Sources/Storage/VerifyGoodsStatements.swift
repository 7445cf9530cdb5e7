internal import Postgres

/// What holds of a product is what people said last of each field; only such a product has a grade of its own.
struct VerifyProductFacts: Invariant {
    static let sql = """
        SELECT 'product_facts' AS invariant, (SELECT count(*) FROM product) AS checked, count(*) AS failures,
            min(faulty.sku COLLATE "C") AS first
        FROM (
            SELECT product.sku
            FROM product
            LEFT JOIN (
                SELECT product_id, jsonb_object_agg(field, jsonb_build_array(value, basis)) AS facts
                FROM (
                    SELECT DISTINCT ON (product_id, field) product_id, field, value, basis
                    FROM product_fact ORDER BY product_id, field, id DESC
                ) AS latest
                WHERE value IS NOT NULL GROUP BY product_id
            ) AS said ON said.product_id = product.id
            WHERE product.facts <> coalesce(said.facts, '{}') OR (product.facts = '{}') <> (product.grade IS NULL)
        ) AS faulty
        """
}

/// What screening found belongs to an item's version, and the place lies within a text.
struct VerifyClaimFindings: Invariant {
    static let sql = """
        SELECT 'claim_findings' AS invariant, (SELECT count(*) FROM claim_finding) AS checked, count(*) AS failures,
            min(faulty.subject COLLATE "C") AS first
        FROM (
            SELECT 'run ' || claim.run_id || ' record ' || claim.record AS subject
            FROM claim_finding AS claim
            LEFT JOIN supplier_item_version AS version
                ON version.run_id = claim.run_id AND version.record = claim.record
            WHERE version.run_id IS NULL OR (claim.end_at = 0) <> (claim.text = '')
                OR length(claim.text) <> claim.end_at - claim.start_at
        ) AS faulty
        """
}

/// Words of proof that are flagged and not blocked belong to a product that leans on a verified study which supports a sentence.
struct VerifyClaimsOfProof: Invariant {
    static let sql = """
        SELECT 'claims_of_proof' AS invariant, count(*) AS checked, count(*) FILTER (WHERE NOT proof.is_carried) AS failures,
            min(proof.sku COLLATE "C") FILTER (WHERE NOT proof.is_carried) AS first
        FROM (
            SELECT product.sku, EXISTS (
                SELECT FROM product_evidence AS link
                JOIN evidence ON evidence.id = link.evidence_id
                JOIN evidence_support AS support ON support.evidence_id = evidence.id
                WHERE link.product_id = product.id AND evidence.verification_status = 'verified_match'
                    AND support.is_supporting
                    AND evidence.expires_on IS NOT DISTINCT FROM claim.flagged_until) AS is_carried
            FROM claim_finding AS claim
            JOIN supplier_item AS item ON item.version_run = claim.run_id AND item.version_record = claim.record
            JOIN product ON product.id = item.product_id
            WHERE claim.rule = 'H5' AND claim.label = 'flag'
        ) AS proof
        """
}
