-- Evidence that people keep: studies they add and check, until when a check counts, and the products that lean on one.

ALTER TABLE evidence
    ADD COLUMN expires_on date,
    ADD CONSTRAINT evidence_title_not_blank CHECK (title ~ '\S'),
    ADD CONSTRAINT evidence_verified_by_not_blank CHECK (verified_by ~ '\S'),
    ADD CONSTRAINT evidence_expiry_in_order CHECK (
        expires_on IS NULL OR verified_on IS NOT NULL AND expires_on >= verified_on);
COMMENT ON COLUMN evidence.expires_on IS 'The last day on which the check counts; null is without end';
CREATE UNIQUE INDEX evidence_doi_once ON evidence (lower(doi));
CREATE UNIQUE INDEX evidence_pmid_once ON evidence (pmid);
GRANT INSERT, UPDATE ON evidence TO nephrite_app;

-- What is changed of a study stands in the audit trail; what was judged of a sentence is followed by a later judgement.
ALTER TABLE evidence_claim
    ADD CONSTRAINT evidence_claim_not_blank CHECK (cited_claim ~ '\S' AND cited_in ~ '\S');
GRANT INSERT ON evidence_claim TO nephrite_app;
CREATE TRIGGER evidence_claim_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON evidence_claim
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
COMMENT ON TABLE evidence_claim IS
    'A sentence that leans on a study, and whether the study carries it; never changed, of one sentence the latest judgement holds';

CREATE TABLE product_evidence (
    product_id bigint NOT NULL CONSTRAINT product_evidence_product REFERENCES product,
    evidence_id integer NOT NULL CONSTRAINT product_evidence_evidence REFERENCES evidence,
    actor text NOT NULL DEFAULT session_user,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    CONSTRAINT product_evidence_pk PRIMARY KEY (product_id, evidence_id)
);
COMMENT ON TABLE product_evidence IS
    'Studies that a product''s words of proof lean on; whether one counts follows from the study, the material and the day';
CREATE INDEX product_evidence_evidence_order ON product_evidence (evidence_id, product_id);
GRANT INSERT, DELETE ON product_evidence TO nephrite_app;

CREATE VIEW evidence_support AS
SELECT evidence.id AS evidence_id, EXISTS (
    SELECT FROM (
        SELECT DISTINCT ON (claim.cited_claim) claim.claim_support
        FROM evidence_claim AS claim WHERE claim.evidence_id = evidence.id
        ORDER BY claim.cited_claim, claim.id DESC
    ) AS latest WHERE latest.claim_support = 'supports') AS is_supporting
FROM evidence;
COMMENT ON VIEW evidence_support IS 'Whether a study carries any of the sentences that lean on it';
GRANT SELECT ON evidence_support TO nephrite_app, nephrite_report;

ALTER TABLE claim_finding
    ADD COLUMN flagged_until date
        CONSTRAINT claim_finding_flagged_until CHECK (flagged_until IS NULL OR label = 'flag');
COMMENT ON COLUMN claim_finding.flagged_until IS
    'Last day on which a study makes a flag of what is blocked without it; null is without end';

CREATE FUNCTION claim_label(label text, flagged_until date, on_day date) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$ SELECT CASE WHEN flagged_until < on_day THEN 'block' ELSE label END $$;
COMMENT ON FUNCTION claim_label IS 'The label of a claim finding on a day';
