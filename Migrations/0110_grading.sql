-- How tools are graded, what evidence there is, and which claims may not be made.
--
-- The grading scheme, the evidence register and the claim rules are data, so that a clinician or a lawyer can change them
-- without a new program. "source" is as in the goods: V:KEY checked, G:field general knowledge, S:KEY a supplier's statement,
-- J the project's judgement, U unresolved. A grade describes an object and its documents; it certifies nothing.

CREATE TABLE grading_criterion (
    id      text     NOT NULL CONSTRAINT grading_criterion_pkey PRIMARY KEY
                     CONSTRAINT grading_criterion_id_form CHECK (id ~ '^[UCP][1-9][0-9]*$'),
    ordinal smallint NOT NULL CONSTRAINT grading_criterion_ordinal_once UNIQUE,
    tier    text     NOT NULL CONSTRAINT grading_criterion_tier_known CHECK (tier IN ('U', 'C', 'P')),
    field   text     NOT NULL,
    rule    text     NOT NULL
        CONSTRAINT grading_criterion_rule_known CHECK (
            rule IN ('care_not_avoid', 'treated_care_not_avoid', 'one_of', 'none_of', 'at_least', 'at_most', 'radius_within',
                     'at_least_by_kind', 'measured_at_least_by_kind', 'is_true', 'is_false', 'is_true_at_inner_corners',
                     'is_false_where_treated', 'no_treatment_of', 'porosity_or_test', 'edge_drawing', 'length_or_grip', 'finish',
                     'identity_or_certificate')),
    codes   text[]   NOT NULL DEFAULT '{}',
    minimum numeric(8, 3),
    maximum numeric(8, 3),
    reason  text     NOT NULL,
    source  text[]   NOT NULL,
    CONSTRAINT grading_criterion_id_has_tier CHECK (left(id, 1) = tier),
    CONSTRAINT grading_criterion_bounds CHECK (
        CASE WHEN rule IN ('at_least', 'length_or_grip') THEN minimum IS NOT NULL
             WHEN rule IN ('at_most', 'edge_drawing', 'finish') THEN maximum IS NOT NULL
             WHEN rule = 'radius_within' THEN minimum <= maximum
             ELSE minimum IS NULL AND maximum IS NULL END)
);
COMMENT ON TABLE grading_criterion IS 'The conditions of the grades: U guards against unsuitable, C is asked of conditional, P of professional tools.';
COMMENT ON COLUMN grading_criterion.ordinal IS 'Place in every list of criteria.';
COMMENT ON COLUMN grading_criterion.field IS 'The product field that settles it.';
COMMENT ON COLUMN grading_criterion.rule IS 'How the field is judged; a rule that needs other data than these columns needs a new program.';
COMMENT ON COLUMN grading_criterion.codes IS 'Codes the rule speaks of: care exposures, classes, treatments, identity bases.';
COMMENT ON COLUMN grading_criterion.reason IS 'Why it is asked, as shown to people.';
COMMENT ON COLUMN grading_criterion.source IS 'What the row rests on.';

CREATE TABLE grading_criterion_kind (
    criterion_id  text NOT NULL CONSTRAINT grading_criterion_kind_criterion REFERENCES grading_criterion (id),
    material_kind text NOT NULL
        CONSTRAINT grading_criterion_kind_known CHECK (
            material_kind IN ('mineral', 'rock', 'natural_glass', 'manufactured_glass', 'ceramic', 'organic', 'polymer',
                              'stone_composite', 'metal', 'synthetic_mineral')),
    verdict       text NOT NULL CONSTRAINT grading_criterion_kind_verdict_known CHECK (verdict IN ('minimum', 'pass', 'fail')),
    minimum       numeric(8, 3),
    CONSTRAINT grading_criterion_kind_pkey PRIMARY KEY (criterion_id, material_kind),
    CONSTRAINT grading_criterion_kind_minimum CHECK ((verdict = 'minimum') = (minimum IS NOT NULL))
);
COMMENT ON TABLE grading_criterion_kind IS 'What a criterion asks of each kind of material; a kind without a row is not judged.';

CREATE TABLE grading_condition (
    ordinal smallint NOT NULL CONSTRAINT grading_condition_pkey PRIMARY KEY,
    text    text     NOT NULL
);
COMMENT ON TABLE grading_condition IS 'What is printed with every conditional grade, before the professional criteria that failed.';

INSERT INTO grading_criterion (id, ordinal, tier, field, rule, codes, minimum, maximum, reason, source) VALUES
    ('U1', 1, 'U', 'care', 'care_not_avoid', '{water}', NULL, NULL, 'must be washable', '{J,V:RR}'),
    ('U2', 2, 'U', 'material_status', 'none_of', '{refused,restricted}', NULL, NULL, 'toxicity or law', '{G:toxicology,G:CITES}'),
    ('U3', 3, 'U', 'edge_min_radius_mm', 'at_least', '{}', 0.5, NULL, 'a sharper edge can cut; every edge that touches skin', '{J}'),
    ('U4', 4, 'U', 'chip_max_mm', 'at_most', '{}', NULL, 0.3, 'a chip is a cutting point; at tenfold magnification on contact edges', '{J,S:GSW}'),
    ('U5', 5, 'U', 'inner_corner_chamfered', 'is_true_at_inner_corners', '{}', NULL, NULL, 'the ridge line of a notch injures', '{J,S:GSW}'),
    ('U6', 6, 'U', 'surface_crack', 'is_false', '{}', NULL, NULL, 'a surface-reaching crack across a contact edge breaks in use', '{J}'),
    ('U7', 7, 'U', 'thickness_min_mm', 'at_least_by_kind', '{}', NULL, NULL, 'breakage', '{J}'),
    ('U8', 8, 'U', 'dye_transfer', 'is_false_where_treated', '{dye,jade_c,jade_bc,coating}', NULL, NULL, 'colour on a swab of 70 % alcohol goes to the skin too', '{J}'),
    ('U9', 9, 'U', 'mohs_min', 'at_least_by_kind', '{}', NULL, NULL, 'fingernail-soft edges shed', '{J}'),
    ('C1', 10, 'C', 'toughness_class', 'none_of', '{poor}', NULL, NULL, 'risk of chips under load', '{J,V:BRADT}'),
    ('C2', 11, 'C', 'mohs_min', 'at_least_by_kind', '{}', NULL, NULL, 'a scratched surface cannot be cleaned well', '{J}'),
    ('C3', 12, 'C', 'porosity_class', 'one_of', '{none,low}', NULL, NULL, 'cleanability', '{J,V:NIEL12}'),
    ('C4', 13, 'C', 'care', 'treated_care_not_avoid', '{soap,alcohol}', NULL, NULL, 'cleaning between clients', '{J}'),
    ('C5', 14, 'C', 'thickness_min_mm', 'at_least_by_kind', '{}', NULL, NULL, '6.0 nominal less 0.5 tolerance', '{J,S:GSW}'),
    ('C6', 15, 'C', 'edge_min_radius_mm', 'radius_within', '{}', 0.75, 4.0, 'smooth yet defined, on the primary edge', '{J}'),
    ('C7', 16, 'C', 'length_mm', 'at_least', '{}', 60, NULL, 'can be held off the skin', '{J}'),
    ('C8', 17, 'C', 'treatments', 'no_treatment_of', '{coating,glued_repair,oil}', NULL, NULL, 'wears or traps soil on a contact edge', '{J}'),
    ('C9', 18, 'C', 'identity_basis', 'none_of', '{unknown}', NULL, NULL, 'care depends on the species', '{J}'),
    ('P1', 19, 'P', 'toughness_class', 'one_of', '{exceptional,good,ductile}', NULL, NULL, 'repeated professional load', '{J,V:BRADT}'),
    ('P2', 20, 'P', 'porosity_class', 'porosity_or_test', '{none,low}', NULL, NULL, 'reuse between clients', '{J,V:NIEL12}'),
    ('P3', 21, 'P', 'disinfection_level', 'one_of', '{high_level_documented,sterilisable_documented}', NULL, NULL, 'semicritical if skin is broken; documented for the finished tool', '{J,V:GSCOM,V:CDPH}'),
    ('P4', 22, 'P', 'edge_drawing', 'edge_drawing', '{}', NULL, 0.25, 'a repeatable edge: profile, bevel, radius and tolerance', '{J}'),
    ('P5', 23, 'P', 'thickness_min_mm', 'measured_at_least_by_kind', '{}', NULL, NULL, 'durability', '{J,S:GSW}'),
    ('P6', 24, 'P', 'length_mm', 'length_or_grip', '{}', 90, NULL, 'control of force', '{J,V:GRIP}'),
    ('P7', 25, 'P', 'ra_um', 'finish', '{}', NULL, 0.8, 'cleanable and smooth', '{J}'),
    ('P8', 26, 'P', 'identity_basis', 'identity_or_certificate', '{lab_report,in_house_test}', NULL, NULL, 'traceable', '{J}'),
    ('P9', 27, 'P', 'lot_inspection', 'is_true', '{}', NULL, NULL, 'traceable: an accepted inspection record for this lot', '{J}'),
    ('P10', 28, 'P', 'treatments', 'no_treatment_of', '{dye,polymer_impregnated,jade_b,jade_c,jade_bc,reconstituted}', NULL, NULL, 'unknown with disinfectants', '{J}');

-- "Stone" is mineral, rock, man-made mineral and stone composite; metal and composites appear only where the scheme names them.
INSERT INTO grading_criterion_kind (criterion_id, material_kind, verdict, minimum)
SELECT bound.criterion_id, kind.material_kind, 'minimum', bound.minimum
FROM (VALUES ('U7', 4.0), ('C5', 5.5), ('P5', 6.0)) AS bound (criterion_id, minimum)
CROSS JOIN unnest(ARRAY['mineral', 'rock', 'natural_glass', 'manufactured_glass', 'ceramic', 'stone_composite',
                        'synthetic_mineral']) AS kind (material_kind);
INSERT INTO grading_criterion_kind (criterion_id, material_kind, verdict, minimum)
SELECT bound.criterion_id, kind.material_kind, 'minimum', bound.minimum
FROM (VALUES ('U9', 2.5), ('C2', 5)) AS bound (criterion_id, minimum)
CROSS JOIN unnest(ARRAY['mineral', 'rock', 'natural_glass', 'manufactured_glass', 'ceramic', 'synthetic_mineral']) AS kind (material_kind);
INSERT INTO grading_criterion_kind (criterion_id, material_kind, verdict, minimum) VALUES
    ('U7', 'metal', 'minimum', 1.5),
    ('C2', 'stone_composite', 'minimum', 5),
    ('C2', 'metal', 'pass', NULL),
    ('C2', 'polymer', 'fail', NULL),
    ('C2', 'organic', 'fail', NULL);

INSERT INTO grading_condition (ordinal, text) VALUES
    (1, 'for a single client, or with a barrier'),
    (2, 'clean with soap and water, then alcohol'),
    (3, 'inspect for chips before each use');

CREATE TABLE evidence (
    id                  integer GENERATED ALWAYS AS IDENTITY CONSTRAINT evidence_pkey PRIMARY KEY,
    code                text    NOT NULL CONSTRAINT evidence_code_once UNIQUE
                                CONSTRAINT evidence_code_form CHECK (code ~ '^[a-z][a-z0-9_]*$'),
    title               text    NOT NULL,
    authors             text,
    year                smallint CONSTRAINT evidence_year_range CHECK (year BETWEEN 1900 AND 2100),
    journal             text,
    doi                 text    CONSTRAINT evidence_doi_form CHECK (doi ~ '^10\.[0-9]{4,}/[^ ]+$'),
    pmid                text    CONSTRAINT evidence_pmid_form CHECK (pmid ~ '^[0-9]{1,8}$'),
    registry_id         text,
    study_design        text    NOT NULL
        CONSTRAINT evidence_study_design_known CHECK (
            study_design IN ('rct', 'crossover', 'cohort', 'case_series', 'systematic_review', 'meta_analysis', 'guideline',
                             'expert_consensus', 'bench', 'other')),
    population          text,
    condition_as_stated text,
    n_total             integer CONSTRAINT evidence_n_total_positive CHECK (n_total > 0),
    intervention        text,
    comparator          text,
    blinding            text,
    follow_up_days      integer CONSTRAINT evidence_follow_up_not_negative CHECK (follow_up_days >= 0),
    primary_outcome     text,
    effect_text         text,
    limitations         text,
    tool_tested         text    NOT NULL DEFAULT 'unspecified'
        CONSTRAINT evidence_tool_tested_known CHECK (tool_tested IN ('stone', 'steel', 'horn', 'metal_cap', 'unspecified')),
    verification_status text    NOT NULL DEFAULT 'pending'
        CONSTRAINT evidence_verification_known CHECK (
            verification_status IN ('verified_match', 'partial_match', 'mismatch', 'not_found', 'pending')),
    verified_on         date,
    verified_by         text,
    verification_note   text,
    source              text[]  NOT NULL DEFAULT '{}',
    CONSTRAINT evidence_verified_by_someone CHECK (
        (verification_status = 'pending') = (verified_on IS NULL) AND (verified_on IS NULL) = (verified_by IS NULL))
);
COMMENT ON TABLE evidence IS 'Studies that claims lean on, as their records have them and not as marketing tells them.';
COMMENT ON COLUMN evidence.doi IS 'Kept apart from the other identifiers, so that they can be checked against each other.';
COMMENT ON COLUMN evidence.tool_tested IS 'A study of another tool never supports a claim for this product.';
COMMENT ON COLUMN evidence.verification_status IS 'Whether the identifiers lead to a record that matches what was cited.';

CREATE TABLE evidence_claim (
    id            integer GENERATED ALWAYS AS IDENTITY CONSTRAINT evidence_claim_pkey PRIMARY KEY,
    evidence_id   integer CONSTRAINT evidence_claim_evidence REFERENCES evidence (id),
    cited_claim   text    NOT NULL,
    cited_in      text    NOT NULL,
    claim_support text    NOT NULL DEFAULT 'not_assessed'
        CONSTRAINT evidence_claim_support_known CHECK (
            claim_support IN ('supports', 'partially_supports', 'does_not_support', 'contradicts', 'not_assessed')),
    note          text
);
CREATE INDEX evidence_claim_evidence_id ON evidence_claim (evidence_id);
COMMENT ON TABLE evidence_claim IS 'A sentence that leans on a study, and whether the study carries it. Only verified_match with supports may be linked to a product text, and the link does not make the text publishable.';
COMMENT ON COLUMN evidence_claim.evidence_id IS 'Null when the sentence cites nothing.';

INSERT INTO evidence (code, title, authors, year, journal, doi, pmid, registry_id, study_design, population, condition_as_stated,
                      n_total, intervention, comparator, blinding, follow_up_days, primary_outcome, effect_text, limitations,
                      tool_tested, verification_status, verified_on, verified_by, verification_note, source) VALUES
    ('gbd_2016', 'Global, regional, and national burden of neurological disorders, 1990-2016', 'GBD 2016 Neurology Collaborators', 2019, 'Lancet Neurol', '10.1016/S1474-4422(18)30499-X', '30879893', NULL,
     'other', 'world population', '15 categories of neurological disorders, none of them nerve compression, radiculopathy or entrapment', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'The citation is real; the origin of the figures cited from it was not found. They imply 7.8 billion people, 2016 had about 7.5 billion. Full text not searched.', '{V:GBD,J,G:demography}'),
    ('cleland_2006_cited', 'Trial cited as Cleland et al. 2006, lumbar radiculopathy', 'Cleland et al.', 2006, NULL, NULL, '16949939', NULL,
     'rct', NULL, 'lumbar radiculopathy, as cited', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL,
     'unspecified', 'not_found', '2026-11-22', 'reference review, edition 1', 'No record for this PMID was found in the indexes consulted; no author and PMID match. The nearest real trial is cleland_2006_slump.', '{V:CLE}'),
    ('cleland_2006_slump', 'Slump stretching in the management of non-radicular low back pain: a pilot clinical trial', 'Cleland et al.', 2006, 'Man Ther 11(4):279-286', NULL, '16380286', NULL,
     'rct', 'patients with a negative straight-leg raise', 'non-radicular low back pain', 30, 'mobilisation, exercise and slump stretching', 'mobilisation and exercise', NULL, NULL, NULL, NULL, 'The population is the opposite of the one it was cited for; neither massage nor gua sha.',
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', NULL, '{V:CLE}'),
    ('braun_2011', 'Gua sha for chronic neck pain, randomised trial', 'Braun et al.', 2011, 'Pain Med 12(3):362-369', '10.1111/j.1526-4637.2011.01053.x', '21276190', NULL,
     'rct', 'patients of an academic teaching hospital', 'chronic mechanical neck pain', 48, 'one gua sha treatment', 'local heat pad', 'open', 7, 'pain on a visual analogue scale after 7 days', 'group difference -29.9 mm on VAS (95 % CI -43.3 to -16.6); safe and well tolerated in that trial', 'Open; one treatment; 7 days; nothing on nerve compression. A trial registered by the same university, NCT01233180, excluded radicular symptoms; whether it is the same trial was not confirmed.',
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'Author, PMID, journal and number of patients match. The title here is a description.', '{V:BRA,V:NCT}'),
    ('lauche_2012', 'Gua sha for neck and low back pain, pilot trial', 'Lauche et al.', 2012, 'Am J Chin Med 40(5):905-917', NULL, '22928824', NULL,
     'rct', NULL, 'neck or low back pain', 40, 'one gua sha treatment', 'waiting list', NULL, 7, NULL, 'less pain in both groups; pressure threshold improved in the neck group only', 'Pilot; waiting list control; 7 days.',
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'The title here is a description.', '{V:LAU}'),
    ('saha_2019', 'Gua sha for chronic low back pain', 'Saha et al.', 2019, 'Complement Ther Clin Pract 34:64-69', NULL, NULL, NULL,
     'rct', NULL, 'chronic low back pain', 50, 'two gua sha treatments', 'waiting list', 'open', NULL, NULL, 'lower pain after treatment', 'Unblinded; waiting list control.',
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'The title here is a description.', '{V:SAH}'),
    ('yuen_2017', 'Gua sha compared with hot pack in older adults', 'Yuen et al.', 2017, 'Complement Ther Med 32:25-32', '10.1016/j.ctim.2017.03.010', NULL, NULL,
     'crossover', 'older adults', NULL, 12, 'gua sha', 'hot pack', NULL, NULL, NULL, 'no significant difference overall; larger changes at one week', 'Pilot with 12 people.',
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'The title here is a description.', '{V:YUE}'),
    ('nielsen_2012', 'Safety protocol for gua sha', 'Nielsen et al.', 2012, 'Complement Ther Med 20(5):340-344', NULL, '22863649', NULL,
     'guideline', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 'risk of contamination with blood; hospital standards applied to instruments', NULL,
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'The title here is a description.', '{V:NIEL12}'),
    ('cheatham_2016', 'Instrument assisted soft-tissue mobilization, systematic review', 'Cheatham et al.', 2016, 'J Can Chiropr Assoc 60(3):200-211', NULL, NULL, NULL,
     'systematic_review', NULL, 'musculoskeletal pathology', NULL, 'IASTM', NULL, NULL, NULL, NULL, 'evidence did not establish efficacy for musculoskeletal pathology; short-term gains in range of motion', NULL,
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'That it exists was checked; its finding is general knowledge. The title here is a description.', '{V:CHE16,G:literature}'),
    ('seffrin_2019', 'Instrument-assisted soft tissue mobilization, review of trials', 'Seffrin et al.', 2019, 'J Athl Train 54(7):808', NULL, NULL, NULL,
     'systematic_review', NULL, NULL, NULL, 'IASTM', NULL, NULL, NULL, NULL, '13 trials: large effects for range of motion, pain and function; similar across tools', NULL,
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'The title here is a description.', '{V:SEF}'),
    ('tang_2025', 'IASTM added to other care, meta-analysis', 'Tang et al.', 2025, 'BMC Musculoskelet Disord', '10.1186/s12891-025-08492-4', NULL, NULL,
     'meta_analysis', NULL, NULL, 427, 'IASTM with other care', 'other care', NULL, NULL, 'pain', 'standardised mean difference 0.60 (0.41-0.80), moderate certainty; 11 trials', '6 trials at high risk of bias.',
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'The title here is a description.', '{V:TANG}'),
    ('radiculopathy_review_2021', 'Manual Therapy in Cervical and Lumbar Radiculopathy', NULL, 2021, 'IJERPH 18(11):6176', NULL, NULL, NULL,
     'systematic_review', NULL, 'cervical and lumbar radiculopathy', NULL, 'traction, manipulation and mobilisation', NULL, NULL, NULL, NULL, '27 trials, 21 cervical and 6 lumbar; 93 % of moderate or low quality', 'No gua sha.',
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', NULL, '{V:CIE}'),
    ('cheatham_2025', 'IASTM precautions, Delphi survey', 'Cheatham et al.', 2025, 'Healthcare 13(6):642', NULL, NULL, NULL,
     'expert_consensus', '24 experts', NULL, 24, NULL, NULL, NULL, NULL, NULL, 'first consensus on precautions for IASTM: 39 items, 16 of them contraindications', 'The list of items was not available.',
     'unspecified', 'verified_match', '2026-11-22', 'reference review, edition 1', 'The title here is a description.', '{V:DEL25}');

INSERT INTO evidence_claim (evidence_id, cited_claim, cited_in, claim_support, note)
SELECT evidence.id, claim.cited_claim, 'supplier blog post of 2026-03-12', claim.claim_support, claim.note
FROM (VALUES
    (1, 'gbd_2016', 'nerve compression and injury: about 4.13 million cases a year, about 53 per 100,000', 'does_not_support', 'The paper has no such category.'),
    (2, 'cleland_2006_cited', 'manual therapy reduced pain and improved function and range in lumbar radiculopathy with confirmed nerve-root involvement', 'contradicts', 'By nearest match: the trial that was found is of non-radicular patients.'),
    (3, 'braun_2011', 'gua sha was better than control in chronic neck pain', 'supports', 'Short-term neck pain, after one treatment, against a heat pad.'),
    (4, 'braun_2011', 'a condition that frequently involves cervical nerve compression', 'does_not_support', 'Nothing on nerve compression.'),
    (5, NULL, 'Guasha is safe', 'does_not_support', 'Cites nothing; safety protocols warn of exposure to blood.'),
    (6, NULL, 'operates through the same physiological mechanisms as other validated soft tissue interventions', 'does_not_support', 'Cites no mechanism.'),
    (7, NULL, 'professional IASTM massage tool', 'does_not_support', 'Cites no standard; none exists.')
) AS claim (ordinal, code, cited_claim, claim_support, note)
LEFT JOIN evidence ON evidence.code = claim.code
ORDER BY claim.ordinal;

CREATE TABLE claim_rule (
    id      text     NOT NULL CONSTRAINT claim_rule_pkey PRIMARY KEY
                     CONSTRAINT claim_rule_id_form CHECK (id ~ '^H[1-9][0-9]*$'),
    ordinal smallint NOT NULL CONSTRAINT claim_rule_ordinal_once UNIQUE,
    class   text     NOT NULL,
    effect  text     NOT NULL,
    source  text[]   NOT NULL
);
COMMENT ON TABLE claim_rule IS 'Classes of claims. A conservative reading of the rules cited, no legal advice.';

CREATE TABLE claim_rules_version (
    version    integer NOT NULL CONSTRAINT claim_rules_version_pkey PRIMARY KEY,
    valid_from date    NOT NULL,
    note       text    NOT NULL
);
COMMENT ON TABLE claim_rules_version IS 'Editions of the claim rules; findings keep the one they were made by. Whoever changes terms or patterns adds a row.';

CREATE TABLE claim_concept (
    code        text NOT NULL CONSTRAINT claim_concept_pkey PRIMARY KEY
                     CONSTRAINT claim_concept_code_form CHECK (code ~ '^[a-z][a-z_]*$'),
    description text NOT NULL
);
COMMENT ON TABLE claim_concept IS 'What words of a claim mean. neutral, contrast, condition_opening and stone_word have a meaning of their own to the program: words that make no claim, words that end an exemption, words that open a conditional sentence, names of stones.';

CREATE TABLE claim_term (
    concept_code text NOT NULL CONSTRAINT claim_term_concept REFERENCES claim_concept (code),
    language     text NOT NULL CONSTRAINT claim_term_language_form CHECK (language ~ '^[a-z]{2}$'),
    phrase       text NOT NULL CONSTRAINT claim_term_phrase_filled CHECK (btrim(phrase, ' *') <> ''),
    CONSTRAINT claim_term_pkey PRIMARY KEY (concept_code, phrase, language)
);
COMMENT ON TABLE claim_term IS 'Words of concepts. They are compared by stem, without case and accents; an asterisk at an end stands for the rest of a longer word.';

CREATE TABLE claim_pattern (
    id         integer  GENERATED ALWAYS AS IDENTITY CONSTRAINT claim_pattern_pkey PRIMARY KEY,
    rule_id    text     NOT NULL CONSTRAINT claim_pattern_rule REFERENCES claim_rule (id),
    concepts   text[]   NOT NULL CONSTRAINT claim_pattern_concepts_filled CHECK (cardinality(concepts) BETWEEN 1 AND 4),
    max_gap    smallint NOT NULL CONSTRAINT claim_pattern_max_gap_range CHECK (max_gap BETWEEN 0 AND 30),
    is_ordered boolean  NOT NULL,
    label      text     NOT NULL CONSTRAINT claim_pattern_label_known CHECK (label IN ('allowed', 'flag', 'block')),
    markets    text[]   NOT NULL DEFAULT '{US,EU}'
        CONSTRAINT claim_pattern_markets_known CHECK (markets <@ ARRAY['US', 'EU'] AND cardinality(markets) > 0),
    condition  text
        CONSTRAINT claim_pattern_condition_known CHECK (
            condition IN ('evidence', 'professional_grade', 'non_porous', 'disinfection', 'sterilisable', 'natural_stone', 'untreated', 'flawless')),
    reason     text     NOT NULL,
    CONSTRAINT claim_pattern_once UNIQUE (rule_id, concepts)
);
COMMENT ON TABLE claim_pattern IS 'Concepts that make a claim when they stand in one sentence.';
COMMENT ON COLUMN claim_pattern.max_gap IS 'How many words may stand between one concept and the next.';
COMMENT ON COLUMN claim_pattern.is_ordered IS 'Whether the concepts must come in this order.';
COMMENT ON COLUMN claim_pattern.condition IS 'What of the product decides besides: a supporting study, a professional grade, porosity and disinfection, material and treatments.';

CREATE TABLE claim_exemption (
    id       integer  GENERATED ALWAYS AS IDENTITY CONSTRAINT claim_exemption_pkey PRIMARY KEY,
    concepts text[]   NOT NULL CONSTRAINT claim_exemption_concepts_filled CHECK (cardinality(concepts) BETWEEN 1 AND 4),
    max_gap  smallint NOT NULL CONSTRAINT claim_exemption_max_gap_range CHECK (max_gap BETWEEN 0 AND 30),
    rules    text[]   NOT NULL CONSTRAINT claim_exemption_rules_filled CHECK (cardinality(rules) > 0)
);
COMMENT ON TABLE claim_exemption IS 'Disclaimers and warnings: concepts that take what follows them in a sentence, up to a contrast, a dash or a new line, out of the rules named.';

INSERT INTO claim_rule (id, ordinal, class, effect, source) VALUES
    ('H1', 1, 'cure or heal verb', 'block with a condition, flag alone', '{V:MDR7,V:UCPD}'),
    ('H2', 2, 'named disease or condition', 'block', '{V:MDR7,V:MDR2,V:UCPD}'),
    ('H3', 3, 'pain or inflammation relief', 'block', '{V:CFR890,V:UCPDLT}'),
    ('H4', 4, 'approval or endorsement', 'block', '{V:CFR807,V:UCPD4}'),
    ('H5', 5, 'proof language', 'block; flag when a verified study of such a tool supports it', '{V:FTC22,V:VEN}'),
    ('H6', 6, 'physiological claim', 'detox, immunity and scars block; the rest flag', '{V:CFR5650,V:CFR890,V:UCPD}'),
    ('H7', 7, 'device-like or professional', 'flag; professional IASTM is allowed for tools graded professional', '{V:FTC22,J}'),
    ('H8', 8, 'mineral energy', 'ions, infrared and element benefit block; other flag', '{V:BIAN2,V:GW19,J}'),
    ('H9', 9, 'absolute safety', 'block', '{V:NIEL12,J}'),
    ('H10', 10, 'material fact', 'checked against material, treatments and misnomers: wrong blocks, unknown flags', '{V:CFR25,V:CFR24,V:CFR26,V:CFR27,V:CFR28}'),
    ('H11', 11, 'substitute for care', 'block', '{V:FTC22,J}'),
    ('H12', 12, 'cosmetic or wellness', 'allowed', '{V:GW26}');

INSERT INTO claim_rules_version (version, valid_from, note) VALUES
    (1, '2026-11-22', 'first edition');

INSERT INTO claim_concept (code, description) VALUES
    ('neutral', 'phrases whose words make no claim'),
    ('contrast', 'words after which a disclaimer or warning no longer holds'),
    ('condition_opening', 'words that open a conditional sentence'),
    ('cure', 'to cure or heal'),
    ('cure_all', 'a cure for everything'),
    ('afflicted', 'to suffer from'),
    ('overcome', 'to act against an ailment, weaker words'),
    ('relieve', 'to relieve or lessen'),
    ('pain', 'pain and inflammation'),
    ('pain_plain', 'words for pain that alone make a reader think of it'),
    ('pain_relief', 'fixed words for relief of pain or inflammation'),
    ('prep', 'for or against'),
    ('condition', 'a named disease or condition'),
    ('disease', 'disease in general'),
    ('authority', 'an authority or a medical approval'),
    ('approve', 'to approve or register'),
    ('authority_plain', 'an authority named without more'),
    ('approval_phrase', 'fixed words for approval or endorsement'),
    ('doctor', 'a physician or medical expert'),
    ('therapist', 'a therapist or practitioner'),
    ('recommend', 'to recommend or endorse'),
    ('use', 'to use or trust'),
    ('proof', 'words that claim proof'),
    ('circulation', 'circulation of the blood'),
    ('lymph', 'lymph'),
    ('detox', 'detoxification'),
    ('immune', 'immunity'),
    ('scar', 'scar tissue and adhesions'),
    ('break_down', 'to break down or remove'),
    ('body_effect', 'a physiological effect, flagged'),
    ('relax_muscle', 'to relax or loosen'),
    ('muscle', 'muscles, as a medical matter'),
    ('device', 'words of medicine and of devices'),
    ('iastm', 'instrument-assisted soft tissue mobilisation'),
    ('energy_block', 'energy and element claims that are blocked'),
    ('element', 'minerals and elements of a stone'),
    ('transfer', 'to pass into the body'),
    ('energy_flag', 'crystal and energy beliefs, flagged'),
    ('safe', 'safe'),
    ('be', 'is or are'),
    ('absolute', 'without qualification'),
    ('everyone', 'for everyone or every use'),
    ('no_harm', 'fixed words for absolute safety'),
    ('pregnancy', 'pregnancy'),
    ('substitute', 'to take the place of'),
    ('medical_care', 'medical care'),
    ('drug_free', 'without drugs or surgery'),
    ('natural_word', 'real, natural and the like'),
    ('all_natural', 'wholly natural or untreated'),
    ('stone_word', 'a stone or the name of one'),
    ('flawless', 'flawless or perfect'),
    ('non_porous', 'not porous'),
    ('disinfect', 'disinfection and germs'),
    ('sterile', 'sterile'),
    ('unbreakable', 'unbreakable'),
    ('hypoallergenic', 'hypoallergenic'),
    ('wellness', 'cosmetic and wellness words'),
    ('not_intended', 'a denial of medical purpose'),
    ('self_subject', 'the product or its maker'),
    ('does_not', 'does not'),
    ('medical_act', 'to diagnose, treat, cure or prevent'),
    ('no_medical_thing', 'not a medical thing'),
    ('warning', 'a warning');

INSERT INTO claim_term (concept_code, language, phrase)
SELECT term.concept_code, term.language, btrim(phrase)
FROM (VALUES
    ('neutral', 'en', 'treat yourself; treat your loved one; treat your loved ones; treat your face; treat your skin; treat your
        friends; treat her; treat him; treat them; treat mum; treat mom; a treat; special treat; sweet treat; perfect
        treat; real treat; little treat; daily treat; the treat; treat for yourself; treat for your; treats for; heat
        treated; heat treatment; heat treatments; oil treated; wax treated; dye treated; chemically treated; color
        treated; colour treated; treated agate; treated quartz; treated stone; treated stones; not treated; treated
        with care; treated with wax; treated with colourless wax; treated with colorless wax; treated with a wax;
        treated with oil; treated with resin; treated with dye; treated with heat; treated with polymer; treat with
        care; treat it with care; treat the stone; treat stone; treat gently; treated gently; treat it gently; treat
        as; surface treatment; surface treated; treated surface; beauty treatment; spa treatment; facial treatment;
        beauty treatments; spa treatments; facial treatments; treatment room; irradiation treated; radiation treated;
        acid treated; untreated; not only; not just; not merely; why not; not to mention; cannot wait; can not wait;
        do not hesitate; do not wait; do not worry; do not miss; do not suffer; do not let; dont wait; dont worry;
        dont miss; dont suffer; dont let; do not settle; nothing relieves; safe place; safe packaging; safely packed;
        safe delivery; safe shipping; safe transport; safe storage; stored safely; keep safe; keep it safe; safe box;
        packed safe; arrives safe; arrive safe; safe and sound; safe checkout; safe payment; travel safe; dishwasher
        safe; not dishwasher safe; microwave safe; food safe; safely in; safely stored; safe shipment; safe arrival;
        safety data; safety instructions; safety information; safety pin; painstaking; painstakingly; paint; toxin
        free; free of toxins; free from toxins; no toxins; non toxic; sterile free; non sterile; not sterile;
        unsterile; heel; well being; wellbeing; cured resin; uv cured; resin cured; cured under; healthy glow; healthy
        looking; remedy the; head to heal; stress free; pain au; perfect gift; perfect for; perfect addition; perfect
        size; perfect fit; perfect companion; perfect present; perfect way; perfect tool; perfect balance; perfectly
        smooth; perfect shape; no natural; not natural; not a natural; no real; not real; no genuine; not genuine; not
        a real; not a genuine; non natural; neither natural; real life; real leather; true to; real size; natural
        variation; natural variations; natural colour variation; natural color variation; natural beauty; natural
        look; natural glow; natural ingredients; natural skincare; natural oil; natural light; natural radiance;
        natural patterns; natural inclusions; natural fissures; natural veins; natural markings; natural shine;
        natural product; naturally occurring; nature; aura coating; aura coated; aura quartz; angel aura; rainbow
        aura; titanium aura; surgical mask; energy saving; high energy; chi machine; back pain free zone; fire
        treatment; water treatment; free of charge; back and forth; light pressure; strokes; stroke; energy drink;
        sacral; shock absorbing; clinical white; nursing; rehab of; doctor fish; no animal testing; tested on animals;
        body lotion; face cream; mechanical injury; injured packaging; damage; discoloration; skin tone; muscle tone;
        professional packaging; professionally packed; professional photos; hospital corner; relieve pressure points
        on packaging; relieved of; relief pattern; relief carving; relief engraving; in relief; bas relief; carved
        relief; embossed relief; easy; easily; alternative payment; alternative colors; alternative colours;
        alternative sizes; instead of plastic; instead of cardboard; replace plastic; replaces plastic; replace the
        roller; replacement parts; replacement roller; without drilling; without glue; risk free return; risk free
        returns; risk free trial; risk free order; risk free purchase; no risk return; trigger finger shape; immune to
        scratches; immune to rust; immune to corrosion; proven supplier; proven quality; medical tape; medical device
        free; infrared photo; infrared sauna'),
    ('neutral', 'de', 'behandelt mit wachs; oberfläche behandelt; wärmebehandelt; hitzebehandelt; unbehandelt; sicher verpackt;
        sichere verpackung; sicherer versand; sichere lieferung; nicht nur; spülmaschinenfest; giftstofffrei'),
    ('neutral', 'fr', 'traité thermiquement; non traité; emballage sûr; livraison sûre; non seulement; soin du visage; soins du
        visage'),
    ('neutral', 'es', 'tratado térmicamente; sin tratar; no solo; embalaje seguro; envío seguro; entrega segura; tratamiento facial'),
    ('contrast', 'en', 'but; however; yet; nevertheless; nonetheless; whereas; instead; though; although; our; just; simply; try;
        because it heals; because it cures; because it relieves; and it relieves; and it cures; and it heals; it
        relieves; it cures; it heals; this relieves; and relieves; and cures; and heals; while relieving; while
        healing; while curing; whilst; rather; still it'),
    ('contrast', 'de', 'aber; jedoch; sondern; trotzdem; dennoch; unser; unsere'),
    ('contrast', 'fr', 'mais; cependant; pourtant; notre; toutefois'),
    ('contrast', 'es', 'pero; sino; sin embargo; nuestro; nuestra; aunque'),
    ('condition_opening', 'en', 'if; when; in case; in the event; people with; persons with; those with; anyone with; anybody with; users with;
        patients with; clients with; should you; in pregnancy; during pregnancy; pregnant women; pregnant; while;
        contraindicat*; in the presence; at the first sign; unless; customers with; individuals with; diabetics;
        children; women who; anyone who; persons who; people who; those who'),
    ('condition_opening', 'de', 'wenn; falls; bei; personen mit; menschen mit; schwangere; während; im falle'),
    ('condition_opening', 'fr', 'si; en cas; en cas de; les personnes; pendant; lors; chez'),
    ('condition_opening', 'es', 'si; en caso; en caso de; las personas; durante; personas con'),
    ('cure', 'en', 'cure; cures; cured; curing; curative; heal; heals; healed; healing; healer; healings; treat; treats; treating;
        treated; remedy; remedies; remedied; therapy for; therapies for; therapy against; eliminate; eliminates;
        elimination; eradicate; eradicates; treatment for; treatment of; treatment against; cure all; antidote;
        panacea; heal all; miracle cure; medicine for; therapeutic for; remedial; healing powers; healing power;
        healing properties; healing effects'),
    ('cure', 'de', 'heilen; heilt; heilend; heilende; heilender; heilendes; heilung; geheilt; heilkraft; heilkräfte; heilwirkung;
        heilsam; kuriert; kurieren; behandelt; behandeln; behandlung von; therapie bei; therapie gegen; therapiert;
        heilmittel; beseitigt; beseitigen'),
    ('cure', 'fr', 'guérit; guérir; guérison; guérissant; soigne; soigner; traite; traiter; traitement de; traitement contre;
        remède; remèdes; thérapie contre; élimine; éliminer; guérisseur; curatif; pouvoirs de guérison'),
    ('cure', 'es', 'cura; curar; cure; curación; curativo; curativa; sana; sanar; sanación; sanador; trata; tratar; tratamiento
        para; tratamiento de; tratamiento contra; remedio; terapia para; elimina; eliminar; propiedades curativas'),
    ('cure_all', 'en', 'cure all; panacea; miracle cure; heal all; heals everything; cures everything; heals all; cures all; universal
        remedy; remedy for everything; universal cure; miracle healer; wonder cure; what ails you; whatever ails you;
        all ailments; every ailment; all diseases; any disease'),
    ('cure_all', 'de', 'allheilmittel; wundermittel; wunderheil*'),
    ('cure_all', 'fr', 'remède miracle; panacée'),
    ('cure_all', 'es', 'panacea; cura milagrosa; remedio milagroso'),
    ('afflicted', 'en', 'you have; you suffer; suffer from; suffering from; suffers from; you get; plagued by; troubled by; struggle
        with; struggles with; struggling with; tired of; sick of; had enough of; enough of; live with; living with;
        battling; battle with; dealing with; deal with; fed up with; cope with; got; bothered by; prone to'),
    ('afflicted', 'de', 'leiden sie; leiden unter; leidest du; sie haben; haben sie; geplagt von; genug von'),
    ('afflicted', 'fr', 'souffrez; vous souffrez; souffrir de; vous avez; marre de; assez de'),
    ('afflicted', 'es', 'sufre de; sufres de; sufre; tienes; tiene; padeces; padece; harto de'),
    ('overcome', 'en', 'fight; fights; fought; combat; combats; beat; beats; overcome; overcomes; conquer; banish; banishes; get rid
        of; rid of; gets rid of; rid yourself; rid you; reverse; reverses; reversal; fix; fixes; resolve; resolves;
        correct; corrects; prevent; prevents; prevention; preventing; protect against; protects against; protection
        against; protect from; protects from; ward off; wards off; defeat; recover from; recovery from; repair;
        repairs; cope with; manage; manages; managing; control; controls; help with; helps with; helpful for; helpful
        with; good for; great for; ideal for; best for; works for; effective for; effective against; works against;
        help for; helps against; solution for; solution to; support for; relief for; tackle; tackles; address;
        addresses; suited for; works wonders for; benefits; beneficial for; made for; designed for; suitable for;
        recommended for; aid for; aids; assist; assists; sufferers; suffering from; suffer from; patients; stop
        suffering; answer to; goodbye; say goodbye; farewell; bye; no more; end to; an end to; put an end; forget
        about; live without; life without; free from; free of; without; improve; improves; improving; improvement;
        improved; help; helps; helping; helped; works on; targets'),
    ('overcome', 'de', 'hilft bei; hilft gegen; helfen bei; helfen gegen; gegen; bekämpft; bekämpfen; vorbeugen; beugt vor;
        verhindert; ideal bei; geeignet bei; wirkt bei; wirkt gegen; verbessert; schluss mit; nie wieder; keine mehr;
        hilfe bei; hilfe gegen; schützt vor'),
    ('overcome', 'fr', 'contre; combat; lutte contre; lutter contre; prévient; prévenir; aide à; idéal contre; efficace contre;
        améliore; fini; finis; adieu; plus de'),
    ('overcome', 'es', 'contra; combate; combatir; previene; prevenir; ayuda a; ayuda con; ideal para; eficaz contra; mejora; adiós;
        adios; bueno para; efectivo contra; alivio para'),
    ('relieve', 'en', 'relieve; relieves; relieved; relieving; relief; reliever; ease; eases; eased; easing; soothe; soothes;
        soothing; soothed; alleviate; alleviates; alleviation; reduce; reduces; reduced; reducing; reduction;
        reductions; lessen; lessens; lower; lowers; lowering; lowered; diminish; diminishes; decrease; decreases;
        decreased; minimise; minimises; minimize; minimizes; calm; calms; calming; melt; melts; melting; melt away;
        dissolve; dissolves; take away; takes away; takes the; take the; remove; removes; removing; removal; kill;
        kills; killing; killer; stop; stops; stopping; numb; numbs; fade; fades; fewer; less; vanish; vanishes;
        disappear; disappears; gone; away; release; releases; releasing; ends; end; soften; softens; mitigate;
        mitigates; erase; erases; cut; cuts; halve; halves; halved; quell; quells; dull; dulls; tame; tames; shrink;
        shrinks; bring down; brings down; get rid; fights; subside; subsides; clear; clears; comfort; comforts; quiet;
        quiets; counter; counteract; counteracts; counteracting; heals; loosen; loosens; loosening; soulage; de
        inflame; goes away; go away; going away; drop; drops; dropped; combat; combats; ease off; let go; lets go'),
    ('relieve', 'de', 'lindert; lindern; lindernd; linderung; reduziert; reduzieren; reduzierung; mindert; mindern; minderung;
        befreit; löst; lösen; stillt; verringert; verringern; beruhigt; hemmt; vertreibt; schmerzlindernd; nimmt;
        weniger; erleichtert; beseitigt; hilft'),
    ('relieve', 'fr', 'soulage; soulager; soulagement; réduit; réduire; réduction; apaise; apaiser; apaisement; diminue; diminuer;
        atténue; atténuer; calme; calmer; élimine; libère; supprime; moins de'),
    ('relieve', 'es', 'alivia; aliviar; alivio; reduce; reducir; reducción; calma; calmar; disminuye; disminuir; elimina; mitiga;
        quita; atenúa; baja; menos'),
    ('pain', 'en', 'pain; pains; ache; aches; aching; achy; soreness; cramp; cramps; spasm; spasms; stiffness; inflammation;
        inflammations; inflammatory; swelling; swellings; backache; backaches; toothache; bellyache; stomachache;
        muscle ache; headache; headaches; earache; throbbing; agony; painful; hurts; hurting; sore muscles; sore
        muscle; sore neck; sore back; sore feet; sore shoulders; sore joints; stiff neck; stiff shoulders; stiff
        joints; tender points; trigger points; muscle tenderness; doms; tension headache; tension headaches; joint
        discomfort; muscle discomfort; neck discomfort; back discomfort; period discomfort; menstrual discomfort;
        discomfort; discomforts; bruising; numbness; tingling; puffy swelling; water retention; fluid retention;
        swollen; inflamed; symptoms; symptom; tenderness; suffering; rheum; growing pains; strain; strains; sprain;
        sprains; burning sensation; muscle soreness; twinge; twinges; pangs'),
    ('pain', 'de', 'schmerz*; *schmerz; *schmerzen; verspannungsschmerz*; entzündung*; entzündlich*; schwellung*; geschwollen*;
        beschwerden; *beschwerden; muskelkater; krämpfe; *krämpfe; krampf*; steifheit; hexenschuss; kopfweh; bauchweh;
        wehwehchen; symptome'),
    ('pain', 'fr', 'douleur; douleurs; douloureux; douloureuse; mal de tête; maux de tête; mal de dos; maux; courbature;
        courbatures; inflammation; inflammations; gonflement; gonflements; crampe; crampes; raideur; raideurs;
        enflure; symptômes; inconfort'),
    ('pain', 'es', 'dolor; dolores; doloroso; dolorosa; inflamación; inflamaciones; hinchazón; calambre; calambres; rigidez;
        molestias; espasmo; espasmos; agujetas; jaqueca; síntomas; achaque; achaques; dolencia; dolencias'),
    ('pain_plain', 'en', 'pain; pains; ache; aches; aching; soreness; inflammation; backache; headache; headaches; stiffness; cramps;
        spasms; swelling; trigger points'),
    ('pain_plain', 'de', 'schmerz*; *schmerz; *schmerzen; entzündung*; schwellung*; muskelkater'),
    ('pain_plain', 'fr', 'douleur; douleurs; mal de dos; mal de tête; inflammation; courbatures; crampes'),
    ('pain_plain', 'es', 'dolor; dolores; inflamación; calambres; hinchazón; agujetas'),
    ('pain_relief', 'en', 'pain relief; pain reliever; pain relievers; pain relieving; relief from pain; relief of pain; pain reduction;
        pain management; pain killer; pain killers; painkiller; painkillers; painkilling; analgesic; analgesics;
        analgesia; anti inflammatory; anti inflammatories; antiinflammatory; pain free; painfree; pain therapy; pain
        treatment; pain control; pain solution; pain remedy; ache relief; anaesthetic; anesthetic; antispasmodic; anti
        pain; back relief; neck relief; joint relief; headache relief; cramp relief; soreness relief; muscle relief;
        anti swelling; decongestant; anti rheumatic; symptom relief; less pain; relieves aches; ease aches'),
    ('pain_relief', 'de', 'schmerzfrei*; schmerzlinder*; schmerzstill*; schmerzmittel; schmerztherap*; entzündungshemm*; abschwellend*;
        schmerzlösend*; schmerzreduz*; krampflös*'),
    ('pain_relief', 'fr', 'antidouleur; anti douleur; antalgique; analgésique; anti inflammatoire; antiinflammatoire; sans douleur; sans
        douleurs; décontracturant'),
    ('pain_relief', 'es', 'analgésico; analgésica; antiinflamatorio; antiinflamatoria; anti inflamatorio; sin dolor; calmante; alivio del
        dolor; quita dolores'),
    ('prep', 'en', 'for; against; of; from; with; to'),
    ('prep', 'de', 'bei; gegen; für; von'),
    ('prep', 'fr', 'contre; pour; des'),
    ('prep', 'es', 'para; contra; de'),
    ('condition', 'en', 'pinched nerve; pinched nerves; trapped nerve; trapped nerves; compressed nerve; compressed nerves; nerve
        compression; compression of nerves; compression of the nerve; nerve entrapment; nerve impingement; impinged
        nerve; nerve damage; damaged nerves; nerve pain; nerve pains; nerve injury; nerve irritation; irritated nerve;
        nerve inflammation; neuralgia; neuralgic; neuritis; sciatica; sciatic; radiculopathy; radicular; radiculitis;
        arthritis; arthritic; osteoarthritis; arthrosis; rheumatoid; rheumatism; rheumatic; plantar fasciitis;
        fasciitis; heel spur; heel spurs; tennis elbow; golfers elbow; golfer elbow; epicondylitis; tendonitis;
        tendinitis; tendinopathy; tendinosis; bursitis; migraine; migraines; carpal tunnel; cubital tunnel; tarsal
        tunnel; fibromyalgia; neuropathy; neuropathic; lymphedema; lymphoedema; oedema; edema; lipedema; lipoedema;
        varicose veins; varicose; spider veins; insomnia; sleeplessness; sleep disorder; sleep disorders; sleep apnea;
        sleep apnoea; depression; depressive; depressed mood; anxiety; anxiety disorder; anxiety disorders; panic
        attacks; panic attack; panic disorder; bipolar; schizophrenia; tmj; tmd; temporomandibular; jaw disorder;
        bells palsy; palsy; facial paralysis; paralysis; stroke patients; stroke recovery; stroke rehabilitation;
        after a stroke; prevent strokes; prevents strokes; prevent stroke; cancer; cancers; tumor; tumors; tumour;
        tumours; leukemia; leukaemia; diabetes; diabetic; diabetics; hypertension; hypotension; high blood pressure;
        low blood pressure; blood pressure; cholesterol; heart disease; heart attack; heart attacks; cardiovascular
        disease; arteriosclerosis; atherosclerosis; angina; asthma; bronchitis; pneumonia; covid; covid 19;
        coronavirus; influenza; flu; common cold; colds and flu; fever; fevers; sinusitis; sinus infection; sinus
        pressure; sinus congestion; blocked sinuses; vertigo; dizziness; tinnitus; eczema; psoriasis; rosacea; acne;
        dermatitis; herpes; shingles; cellulitis; scoliosis; herniated disc; herniated discs; herniated disk; slipped
        disc; slipped disk; bulging disc; disc herniation; degenerative disc; spinal stenosis; stenosis; spondylosis;
        spondylitis; spondylolisthesis; lumbago; frozen shoulder; adhesive capsulitis; rotator cuff; whiplash; shin
        splints; muscle strain; muscle tear; torn ligament; ligament tear; pulled muscle; osteoporosis; osteopenia;
        gout; irritable bowel; ibs; constipation; indigestion; gastritis; colic; hemorrhoids; haemorrhoids; pms;
        premenstrual syndrome; endometriosis; infertility; fertility problems; menopause symptoms; hot flushes; hot
        flashes; menstrual cramps; menstrual pain; period pain; period cramps; dysmenorrhea; dysmenorrhoea;
        thrombosis; dvt; blood clots; raynaud; raynauds; parkinson; parkinsons; alzheimer; alzheimers; dementia;
        multiple sclerosis; epilepsy; seizures; adhd; autism; ptsd; post traumatic stress; chronic fatigue; chronic
        pain; long covid; hepatitis; kidney disease; kidney stones; liver disease; fatty liver; mastitis; clogged
        ducts; blocked milk ducts; breast engorgement; alopecia; thoracic outlet; it band syndrome; iliotibial;
        piriformis syndrome; hay fever; allergies; allergy sufferers; repetitive strain injury; repetitive strain;
        rsi; cervical spondylosis; text neck syndrome; cerebral palsy; lupus; polio; measles; lyme; anemia; anaemia;
        obesity; hypothyroidism; thyroid disease; thyroid problems; cataracts; glaucoma; muscular dystrophy;
        myofascial pain syndrome; myalgia; myositis; periostitis; tension headaches; cluster headaches; cervicogenic;
        restless legs; restless leg syndrome; erectile dysfunction; incontinence; burnout; ptosis; trigeminal;
        bunions; bunion; hammertoe; achilles tendinitis; ankylosing; bone spurs; cysts; cyst; ulcers; ulcer; warts'),
    ('condition', 'de', 'eingeklemmter nerv; eingeklemmte nerven; eingeklemmten nerv; nervenschmerz*; nervenkompression; nervenschäden;
        nervenentzündung; neuralgie; arthrose; *arthrose; arthritis; rheuma; rheumatisch*; migräne; ischias;
        ischialgie; bandscheiben*; karpaltunnel*; fibromyalgie; neuropathie; polyneuropathie; schlaflosigkeit;
        schlafstörung*; depression*; angststörung*; bluthochdruck; diabetes; krebs; *krebs; hexenschuss; tennisarm;
        tennisellenbogen; mausarm; fersensporn; krampfadern; lymphödem*; lipödem*; tinnitus; ekzem*; neurodermitis;
        schuppenflechte; akne; osteoporose; gicht; asthma; sehnenscheidenentzündung; kiefergelenk*; cmd; fasziitis;
        plantarfasziitis; schwindel; verstopfung; schlaganfall; thrombose; besenreiser; nebenhöhlenentzündung;
        erkältung; grippe'),
    ('condition', 'fr', 'nerf coincé; nerf pincé; nerfs coincés; compression nerveuse; névralgie; névralgies; sciatique; arthrose;
        arthrite; rhumatisme; rhumatismes; polyarthrite; migraine; migraines; canal carpien; fibromyalgie;
        neuropathie; insomnie; insomnies; troubles du sommeil; dépression; anxiété; hypertension; diabète; cancer;
        hernie discale; lumbago; tendinite; tendinites; épicondylite; fasciite plantaire; épine calcanéenne; varices;
        lymphœdème; œdème; œdèmes; acouphènes; eczéma; psoriasis; acné; ostéoporose; goutte; asthme; sinusite;
        constipation; torticolis; cellulite infectieuse'),
    ('condition', 'es', 'nervio pinzado; nervios pinzados; nervio atrapado; compresión nerviosa; neuralgia; neuralgias; ciática;
        artritis; artrosis; reuma; reumatismo; migraña; migrañas; túnel carpiano; fibromialgia; neuropatía; insomnio;
        trastornos del sueño; depresión; ansiedad; hipertensión; diabetes; cáncer; hernia discal; lumbago; tendinitis;
        epicondilitis; codo de tenista; fascitis plantar; varices; várices; linfedema; edema; edemas; acúfenos;
        eczema; psoriasis; acné; osteoporosis; gota; asma; sinusitis; estreñimiento; tortícolis; lumbalgia;
        cervicalgia; contractura; contracturas'),
    ('disease', 'en', 'disease; diseases; illness; illnesses; ailment; ailments; disorder; disorders; medical condition; medical
        conditions; chronic condition; chronic conditions; health condition; health conditions; health problem; health
        problems; syndrome; syndromes; sickness; infection; infections; pathology; pathologies; sick; malady;
        maladies; dysfunction; chronic diseases; health issues; health issue; medical problem; medical problems;
        conditions of the'),
    ('disease', 'de', 'krankheit; krankheiten; *erkrankung; *erkrankungen; erkrankung; erkrankungen; leiden; störungen; infektion;
        infektionen'),
    ('disease', 'fr', 'maladie; maladies; pathologie; pathologies; affection; affections; trouble de santé; infection'),
    ('disease', 'es', 'enfermedad; enfermedades; afección; afecciones; trastorno; trastornos; patología; patologías; infección;
        infecciones'),
    ('authority', 'en', 'fda; f d a; food and drug administration; ce medical; mhra; tga; health canada; nhs; ministry of health; ema;
        iso 13485; mdr; health authority; health authorities; medical authority; medical authorities; medically;
        government'),
    ('authority', 'de', 'fda; bfarm; gesundheitsministerium; gesundheitsbehörde'),
    ('authority', 'fr', 'fda; ansm; ministère de la santé'),
    ('authority', 'es', 'fda; aemps; ministerio de sanidad; ministerio de salud'),
    ('approve', 'en', 'approve; approved; approval; approves; cleared; clearance; registered; registration; certified; certificate;
        certification; certifies; listed; licensed; licence; license; endorsed; endorse; endorses; endorsement;
        accredited; compliant; complies; authorised; authorized; recognised; recognized; accepted; validated; backed;
        permitted; conform; grade; facility; registered facility'),
    ('approve', 'de', 'zugelassen; zulassung; geprüft; registriert; zertifiziert; anerkannt; genehmigt; freigegeben; empfohlen'),
    ('approve', 'fr', 'approuvé; approuvée; homologué; homologuée; agréé; agréée; certifié; certifiée; enregistré; enregistrée;
        autorisé; reconnu'),
    ('approve', 'es', 'aprobado; aprobada; homologado; registrado; registrada; certificado; certificada; autorizado; autorizada;
        avalado; avalada; reconocido'),
    ('authority_plain', 'en', 'fda; f d a; food and drug administration'),
    ('approval_phrase', 'en', 'medical device; class i medical; class 1 medical; ce medical; ce certified medical; medically approved;
        medically certified; medically endorsed; doctor recommended; doctors recommend; doctor approved; physician
        recommended; physicians recommend; dermatologist recommended; dermatologists recommend; dermatologist
        approved; recommended by experts in medicine; hospital grade; hospital quality; hospital approved; clinic
        grade; doctors choice; doctor developed; doctor designed; physician designed; developed by doctors; developed
        by dermatologists; developed by physicians; designed by doctors; designed by dermatologists; designed by
        physicians; created by doctors; created by dermatologists; formulated by doctors; invented by doctors; doctors
        trust; prescribed by; prescription strength; government approved; approved medical; registered medical;
        certified medical; medical certification; medical approval; medically recommended; pharmacist recommended'),
    ('approval_phrase', 'de', 'medizinprodukt; medizinisch zugelassen; ärztlich empfohlen; von ärzten empfohlen; vom arzt empfohlen; von
        dermatologen empfohlen; medizinisch geprüft; medizinisch anerkannt; klinikqualität; krankenhausqualität'),
    ('approval_phrase', 'fr', 'dispositif médical; recommandé par les médecins; recommandé par des médecins; recommandé par les
        dermatologues; approuvé par les médecins; qualité hospitalière; médicalement approuvé'),
    ('approval_phrase', 'es', 'dispositivo médico; producto sanitario; recomendado por médicos; recomendado por doctores; recomendado por
        dermatólogos; aprobado por médicos; grado hospitalario; médicamente aprobado; calidad hospitalaria'),
    ('doctor', 'en', 'doctor; doctors; physician; physicians; dermatologist; dermatologists; surgeon; surgeons; medical
        professional; medical professionals; medical expert; medical experts; paediatrician; pediatrician;
        neurologist; neurologists; orthopedist; orthopaedist; orthopedists; rheumatologist; nurse; nurses; hospital;
        hospitals; clinic; clinics; health professionals; healthcare professionals; health professional; healthcare
        professional; specialists; pharmacist; pharmacists; scientists; professor; experts'),
    ('doctor', 'de', 'arzt; ärzte; ärzten; ärztin; dermatologen; mediziner; klinik; kliniken; krankenhaus; experten'),
    ('doctor', 'fr', 'médecin; médecins; dermatologue; dermatologues; hôpital; hôpitaux; docteurs; docteur'),
    ('doctor', 'es', 'médico; médicos; doctor; doctores; dermatólogo; dermatólogos; hospital; hospitales'),
    ('therapist', 'en', 'therapist; therapists; physiotherapist; physiotherapists; physio; physios; chiropractor; chiropractors;
        osteopath; osteopaths; practitioner; practitioners; clinician; clinicians; acupuncturist; acupuncturists;
        athletic trainer; athletic trainers; masseur; masseuse; bodyworker; bodyworkers; massage professional; massage
        professionals; sports trainers; physical trainers'),
    ('therapist', 'de', 'therapeut; therapeuten; therapeutin; physiotherapeut; physiotherapeuten; osteopathen; heilpraktiker; masseure;
        chiropraktiker'),
    ('therapist', 'fr', 'thérapeute; thérapeutes; kinésithérapeute; kinésithérapeutes; kiné; kinés; ostéopathe; ostéopathes;
        chiropracteur; praticiens'),
    ('therapist', 'es', 'terapeuta; terapeutas; fisioterapeuta; fisioterapeutas; osteópata; osteópatas; quiropráctico; quiroprácticos'),
    ('recommend', 'en', 'recommend; recommends; recommended; recommendation; endorse; endorsed; endorses; approve; approved; approves;
        prescribe; prescribed; prescribes; advise; advised; advises; certify; certified; swear by; swears by; vouch;
        vouches; suggested; backed; backs; tested'),
    ('recommend', 'de', 'empfohlen; empfehlen; empfiehlt; empfehlung; geprüft; getestet'),
    ('recommend', 'fr', 'recommandé; recommandée; recommandent; conseillé; approuvé; testé'),
    ('recommend', 'es', 'recomendado; recomendada; recomiendan; aprobado; probado; testado; avalado'),
    ('use', 'en', 'use; uses; used; using; trust; trusted; trusts; love; loved; loves; favour; favoured; favor; favored;
        favorite; favourite; chosen; choice; prefer; preferred; relied; rely; popular; for; designed; made; suitable;
        among; with'),
    ('use', 'de', 'verwendet; genutzt; benutzt; vertrauen; beliebt; für; von; bevorzugt'),
    ('use', 'fr', 'utilisé; utilisée; utilisent; pour; par; préféré'),
    ('use', 'es', 'usado; usada; utilizado; utilizada; usan; para; por; preferido'),
    ('proof', 'en', 'clinically proven; clinically tested; clinically validated; clinically shown; clinically effective; clinically
        verified; clinically studied; clinically backed; clinically demonstrated; clinical proof; clinical evidence;
        clinical study; clinical studies; clinical trial; clinical trials; clinical research; clinical results;
        scientifically proven; scientifically tested; scientifically validated; scientifically backed; scientifically
        shown; scientifically supported; scientifically formulated; scientifically verified; scientific proof;
        scientific evidence; scientific studies; scientific study; scientific research; science backed; science based;
        science supported; backed by science; backed by research; backed by studies; supported by science; supported
        by research; supported by studies; proven by science; proven by studies; proven by research; medically proven;
        medically tested; laboratory proven; lab proven; studies show; studies have shown; study shows; studies
        suggest; studies prove; studies proved; studies confirm; studies indicate; studies find; studies found;
        studies demonstrate; studies report; study found; study proves; study proved; study confirms; study confirmed;
        study suggests; research shows; research has shown; research suggests; research proves; research confirms;
        research indicates; research found; research finds; research demonstrates; preliminary research; preliminary
        studies; preliminary evidence; preliminary findings; early research; emerging research; pilot study; pilot
        studies; promising research; promising results; promising studies; recent research; recent studies; new
        research; evidence based; evidence supported; evidence backed; evidence shows; evidence suggests; peer
        reviewed; double blind; randomised; randomized; placebo controlled; meta analysis; proven to; proven
        effective; proven results; proven benefits; proven method; proven therapy; proven efficacy; proven
        effectiveness; proven technique; proven effects; scientifically; clinically; scientists agree; scientists say;
        scientists have; scientists found; experts agree; doctors agree; research based; research backed; study of; a
        study; studies; according to research; according to a study; according to studies; according to scientists;
        published research; published in; university study; university research; researchers found; researchers have;
        researchers say; proof that; has been proven; have been proven; been shown to; was shown to; has been
        demonstrated; is proven; are proven; participants reported; of users reported; of patients; patients reported;
        efficacy; trials show; trial found; trials have'),
    ('proof', 'de', 'klinisch erwiesen; klinisch getestet; klinisch bewiesen; klinisch bestätigt; klinisch belegt; klinisch
        geprüft; klinische studie; klinische studien; wissenschaftlich erwiesen; wissenschaftlich bewiesen;
        wissenschaftlich belegt; wissenschaftlich bestätigt; wissenschaftlich fundiert; wissenschaftliche studien;
        wissenschaftliche studie; studien belegen; studien zeigen; studien beweisen; studien bestätigen; eine studie;
        laut studien; laut einer studie; evidenzbasiert*; nachweislich; nachgewiesen*; erwiesenermaßen; forschung
        zeigt; medizinisch erwiesen; medizinisch bewiesen'),
    ('proof', 'fr', 'cliniquement prouvé; cliniquement prouvée; cliniquement testé; cliniquement testée; cliniquement démontré;
        étude clinique; études cliniques; essai clinique; scientifiquement prouvé; scientifiquement prouvée;
        scientifiquement démontré; prouvé scientifiquement; études scientifiques; des études montrent; les études
        montrent; des études ont montré; une étude; selon des études; efficacité prouvée; preuve scientifique; fondé
        sur des preuves; recherches montrent'),
    ('proof', 'es', 'clínicamente probado; clínicamente probada; clínicamente comprobado; clínicamente demostrado; estudio clínico;
        estudios clínicos; ensayo clínico; científicamente probado; científicamente comprobado; científicamente
        demostrado; probado científicamente; estudios científicos; los estudios demuestran; estudios demuestran;
        estudios muestran; un estudio; según estudios; eficacia probada; eficacia demostrada; evidencia científica;
        basado en la evidencia; investigaciones demuestran; comprobado científicamente'),
    ('circulation', 'en', 'circulation; circulatory; blood flow; bloodflow; microcirculation; blood supply; flow of blood; oxygenation;
        oxygenates; oxygen to; oxygenate; blood circulation; blood moving; blood pumping'),
    ('circulation', 'de', 'durchblutung*; blutzirkulation; blutkreislauf; mikrozirkulation; kreislauf; blutfluss'),
    ('circulation', 'fr', 'circulation; circulation sanguine; microcirculation; flux sanguin; oxygénation'),
    ('circulation', 'es', 'circulación; circulación sanguínea; microcirculación; flujo sanguíneo; riego sanguíneo; oxigenación'),
    ('lymph', 'en', 'lymph; lymphatic; lymphatics; lymph drainage; lymphatic drainage; lymph flow; lymph nodes; lymphatic system'),
    ('lymph', 'de', 'lymph*'),
    ('lymph', 'fr', 'lymphatique; lymphatiques; lymphe; drainage lymphatique'),
    ('lymph', 'es', 'linfático; linfática; linfa; drenaje linfático'),
    ('detox', 'en', 'detox; detoxes; detoxing; detoxify; detoxifies; detoxifying; detoxified; detoxification; detoxifier; toxin;
        toxins; toxic waste; impurities from the body; purify the blood; purifies the blood; purify blood; purifies
        blood; cleanse the blood; cleanses the blood; cleanse your body; cleanses the body; cleanse the body; cleanses
        your body; cleanse the liver; body cleanse; purge; purges; waste products; metabolic waste; heavy metals out;
        flush out impurities; rid of impurities; draw out impurities; draws out impurities; drain toxins; purifies
        your body; purify your body; purification of the body'),
    ('detox', 'de', 'entgift*; detox; entschlack*; giftstoff*; toxine; toxinen; schlacken; schadstoffe aus dem körper; blutreinig*'),
    ('detox', 'fr', 'détox; detox; détoxifie; détoxifier; détoxifiant; toxine; toxines; purifie le corps; purifie le sang; éliminer
        les toxines'),
    ('detox', 'es', 'detox; desintoxica; desintoxicar; desintoxicación; desintoxicante; toxina; toxinas; purifica el cuerpo;
        purifica la sangre; depura; depurativo'),
    ('immune', 'en', 'immune; immunity; immune system; bodys defences; bodys defenses; body defences; natural defences; natural
        defenses; resistance to disease; immune boosting'),
    ('immune', 'de', 'immunsystem; immunabwehr; abwehrkräfte; immunität; abwehrsystem'),
    ('immune', 'fr', 'immunité; immunitaire; défenses immunitaires; système immunitaire; défenses naturelles'),
    ('immune', 'es', 'inmunidad; inmune; inmunológico; inmunitario; sistema inmunológico; defensas'),
    ('scar', 'en', 'scar tissue; scars; scar; adhesion; adhesions; scarring; fibrosis; fibrotic tissue; calcification;
        calcifications; calcium deposits; crystals in the joints'),
    ('scar', 'de', 'narbengewebe; narben; verklebung; verklebungen; verwachsungen'),
    ('scar', 'fr', 'tissu cicatriciel; tissus cicatriciels; cicatrice; cicatrices; adhérences; adhérence'),
    ('scar', 'es', 'tejido cicatricial; cicatriz; cicatrices; adherencias; adherencia'),
    ('break_down', 'en', 'break; breaks; breaking; broken down; break down; breaks down; break up; breaks up; breaking up; breaking
        down; dissolve; dissolves; dissolving; remove; removes; removing; reduce; reduces; reducing; release;
        releases; releasing; eliminate; loosen; loosens; loosening; dissipate; get rid of; gets rid of; rid of;
        banish; banishes; melt; melts; treat; heal; heals; remodel; remodels; remodeling; soften; softens; fade;
        fades; free; frees; smooth; smooths; disrupt; erase; mobilise; mobilize; mobilises; mobilizes; work on; works
        on; clear; clears'),
    ('break_down', 'de', 'löst; lösen; reduziert; beseitigt; entfernt; bricht; lockert; glättet'),
    ('break_down', 'fr', 'dissout; élimine; réduit; libère; brise; décolle; assouplit; casse'),
    ('break_down', 'es', 'rompe; disuelve; elimina; reduce; libera; suaviza; deshace'),
    ('body_effect', 'en', 'fascia; fascial; myofascial; muscle knots; muscle knot; knots; metabolism; metabolic; cellulite; weight loss;
        lose weight; slimming; fat burning; burn fat; burns fat; burns calories; collagen; elastin; cell renewal; cell
        regeneration; regenerates cells; rejuvenates cells; regenerate tissue; tissue regeneration; range of motion;
        joint mobility; mobility; flexibility; muscle recovery; faster recovery; speeds recovery; speed up recovery;
        speeds up recovery; post workout recovery; recovery after training; recover faster; recovers faster; aids
        recovery; posture; digestion; digestive; hormones; hormonal; nervous system; vagus nerve; nerves;
        parasympathetic; cortisol; endorphins; serotonin; dopamine; oxytocin; connective tissue; deep tissue;
        puffiness; depuff; depuffs; depuffing; de puff; de puffs; de puffing; sinuses; sinus; drainage; drain fluid;
        drains fluid; excess fluid; fluid build up; muscle tension; tension in the muscles; muscular tension; neck
        tension; shoulder tension; jaw tension; back tension; tension in the neck; tension in the shoulders; tension
        in your neck; tension in your shoulders; tension in the jaw; tight muscles; tense muscles; tired muscles;
        tight fascia; tight shoulders; tense shoulders; tense neck; tight jaw; tight neck; hair growth; hair loss;
        nerve; organ function; organs; heart rate; improves breathing; breathing; joint; joints; ligaments; tendons;
        tendon; microtears; physical performance; athletic performance; stamina; muscle stiffness; muscle fatigue;
        muscle repair; tissue repair; clench; clenching; teeth grinding; bruxism'),
    ('body_effect', 'de', 'faszien*; myofaszial*; stoffwechsel*; cellulite; abnehmen; fettverbrennung; kollagen*; zellerneuerung;
        zellregeneration; regeneration; beweglichkeit; verspannung; verspannungen; verspannte*; muskelverspannung*;
        nackenverspannung*; verdauung; nervensystem; haarwuchs; gelenk*; bindegewebe; muskelentspannung'),
    ('body_effect', 'fr', 'fascia; fascias; myofascial; métabolisme; cellulite; perte de poids; minceur; collagène; régénération;
        mobilité; tension musculaire; tensions musculaires; tensions; digestion; système nerveux; poches sous les
        yeux; articulation; articulations; drainage; récupération musculaire; nœuds musculaires'),
    ('body_effect', 'es', 'fascia; miofascial; metabolismo; celulitis; pérdida de peso; adelgazar; colágeno; regeneración; movilidad;
        tensión muscular; tensiones musculares; tensiones; digestión; sistema nervioso; bolsas; articulaciones;
        drenaje; recuperación muscular; nudos musculares; quema grasa'),
    ('relax_muscle', 'en', 'relax; relaxes; relaxing; relaxed; relaxation; loosen; loosens; loosening; release; releases; releasing;
        unwind; unwinds; soften; softens; ease; eases; easing; melt; melts; untie; unknot; unknots; soothe; soothes;
        decontract; stretch; stretches; warm; warms; warming; work out; works out; knead; kneads; soothing; melts
        away; reviv*; rejuvenate; rejuvenates'),
    ('relax_muscle', 'de', 'entspannt; entspannen; lockert; lockern; löst; lösen; entspannung; lockerung'),
    ('relax_muscle', 'fr', 'détend; détendre; relâche; relâcher; relaxe; décontracte; dénoue; assouplit'),
    ('relax_muscle', 'es', 'relaja; relajar; libera; suelta; afloja; descontractura; relajación'),
    ('muscle', 'en', 'muscle; muscles; muscular; tissue; tissues'),
    ('muscle', 'de', 'muskel; muskeln; muskulatur; *muskulatur; *muskeln'),
    ('muscle', 'fr', 'muscle; muscles'),
    ('muscle', 'es', 'músculo; músculos'),
    ('device', 'en', 'medical grade; medical quality; medical use; medical purposes; medical; medicinal; medicine; surgical;
        surgical grade; surgical steel; therapeutic; therapeutically; therapeutics; therapy; therapies; clinical;
        clinical use; rehabilitation; rehab; rehabilitative; physiotherapy; physical therapy; sports medicine;
        orthopaedic; orthopedic; soft tissue mobilization; soft tissue mobilisation; acupuncture; traditional chinese
        medicine; tcm; ayurvedic medicine; diagnosis; diagnostic; diagnose; treatment; treatments; treatment tool;
        clinic; for patients; health benefits; health benefit; medically; biomedical; neuro; osteopathic; osteopathy;
        chiropractic; physio tool; ergotherapy; remedial massage'),
    ('device', 'de', 'medizinisch*; therapeutisch*; klinisch; klinische; klinischer; klinischen; rehabilitation; reha;
        physiotherapie; *therapie; therapie; chirurgisch*; chirurgenstahl; behandlung; behandlungen; akupunktur;
        traditionelle chinesische medizin; gesundheitsfördernd*; heilpraxis; medizin'),
    ('device', 'fr', 'médical; médicale; médicaux; thérapeutique; thérapeutiques; clinique; thérapie; rééducation; kinésithérapie;
        physiothérapie; chirurgical; traitement; traitements; acupuncture; médecine; médecine chinoise; médecine
        traditionnelle chinoise; bienfaits pour la santé'),
    ('device', 'es', 'médico uso; grado médico; terapéutico; terapéutica; clínico; clínica; terapia; rehabilitación; fisioterapia;
        quirúrgico; quirúrgica; tratamiento; tratamientos; acupuntura; medicina; medicina tradicional china;
        beneficios para la salud'),
    ('iastm', 'en', 'iastm; instrument assisted'),
    ('iastm', 'de', 'iastm'),
    ('iastm', 'fr', 'iastm'),
    ('iastm', 'es', 'iastm'),
    ('energy_block', 'en', 'negative ion; negative ions; anion; anions; negatively charged ions; far infrared; infrared; fir rays;
        infrared rays; trace element; trace elements; trace minerals; beneficial minerals; healing minerals;
        ultrasound; ultrasonic; ultrasonic pulses; ultrasound waves; bio energy; bioenergy; bioelectric*; scalar;
        scalar energy; energy waves; energy wave; emits energy; magnetic therapy; magnetotherapy; magnetic healing;
        magnetic field; quantum energy; radiates energy; tourmaline energy; germanium; orgone; emf protection; blocks
        emf; 5g; radiation protection; absorbs radiation; 36 elements; 40 elements; 30 elements; micro elements;
        microelements; earth frequency; schumann; piezoelectric energy; volcanic energy; minerals into the skin;
        minerals into your skin; minerals penetrate; minerals are absorbed; absorb minerals; absorbs minerals;
        releases minerals; release minerals; emits minerals; mineral benefits; hydrogen rich; terahertz; thz; alpha
        waves; bio magnetic; biomagnetic; photons; negative oxygen ions'),
    ('energy_block', 'de', 'negative ionen; negativen ionen; negativ ionen; anionen; ferninfrarot*; fern infrarot; infrarot*;
        spurenelement*; ultraschall*; bioenergie; magnetfeld*; magnettherapie; quantenenergie; strahlenschutz;
        erdstrahl*; elektrosmog; terahertz'),
    ('energy_block', 'fr', 'ions négatifs; ion négatif; infrarouge; infrarouges; infrarouge lointain; oligo éléments; oligoéléments;
        ultrasons; ultrason; bioénergie; magnétothérapie; champ magnétique; énergie quantique'),
    ('energy_block', 'es', 'iones negativos; ion negativo; infrarrojo; infrarrojos; infrarrojo lejano; oligoelementos; elementos traza;
        ultrasonido; ultrasonidos; bioenergía; magnetoterapia; campo magnético; energía cuántica; terahercios'),
    ('element', 'en', 'minerals; mineral; elements; element; ions; micronutrients; iron; magnesium; zinc; selenium; calcium'),
    ('element', 'de', 'mineralien; mineralstoffe; elemente; ionen'),
    ('element', 'fr', 'minéraux; éléments; ions'),
    ('element', 'es', 'minerales; elementos; iones'),
    ('transfer', 'en', 'penetrate; penetrates; absorbed; absorb; absorbs; nourish; nourishes; enter; enters; feed; feeds; emit; emits;
        emitting; releases; release; releasing; transfer; transfers; seep; infuse; infuses; supply; supplies;
        replenish; replenishes; beneficial; benefit; benefits; healthy; essential; enrich; enriches; radiate; radiates'),
    ('transfer', 'de', 'dringen; aufgenommen; nähren; nährt; abgeben; gibt ab; versorgt; versorgen'),
    ('transfer', 'fr', 'pénètrent; absorbés; nourrissent; émet; émettent; libère; libèrent'),
    ('transfer', 'es', 'penetran; absorben; nutren; emite; emiten; libera; liberan'),
    ('energy_flag', 'en', 'healing crystal; healing crystals; healing stone; healing stones; healing gemstone; healing gemstones; healing
        energy; healing energies; healing vibrations; qi; chi energy; flow of chi; your chi; the chi; body chi; life
        force; prana; chakra; chakras; meridian; meridians; aura; auras; energy flow; flow of energy; energy blockage;
        energy blockages; energy healing; energy field; energy balance; balance your energy; balances energy; balance
        energy; positive energy; negative energy; negative energies; positive energies; good energy; bad energy;
        crystal energy; crystal healing; crystal power; crystal therapy; stone energy; energies; energy; vibration;
        vibrations; vibrational; healing frequency; high frequency; frequencies; reiki; spiritual; spirituality; yin;
        yang; feng shui; grounding energy; evil; evil spirits; bad luck; third eye; manifestation; manifest;
        metaphysical; metaphysic; metaphysics; zodiac; astrological; lithotherapy; protective stone; stone of
        protection; stone of love; stone of healing; attracts love; love stone; master healer; blocked energy;
        energising; energizing; soul; mystical; magical; magic; powers; protective energy; acupoints; acupoint;
        acupuncture points; pressure points of the body; intuition; karma; cleansing energy; energetic; energetically;
        guasha sha; sha toxins'),
    ('energy_flag', 'de', 'heilstein; heilsteine; heilenden steine; heilkristall*; qi; lebensenergie; lebenskraft; chakra; chakren;
        meridian*; aura; energiefluss; energieblockad*; energetisch*; positive energie; negative energie; energie;
        energien; schwingung*; reiki; spirituell*; yin; yang; feng shui; schutzstein; kraft der steine;
        akupunkturpunkte; kristallenergie'),
    ('energy_flag', 'fr', 'pierre de guérison; pierres de guérison; qi; énergie vitale; chakra; chakras; méridien; méridiens; aura;
        énergie positive; énergies négatives; énergie; énergies; énergétique; vibration; vibrations; reiki; spirituel;
        spirituelle; lithothérapie; yin; yang; feng shui; points d''acupuncture'),
    ('energy_flag', 'es', 'piedra sanadora; piedras sanadoras; cristal sanador; cristales sanadores; qi; energía vital; chakra; chakras;
        meridiano; meridianos; aura; energía positiva; energías negativas; energía; energías; energético; energética;
        vibración; vibraciones; reiki; espiritual; litoterapia; yin; yang; feng shui; puntos de acupuntura'),
    ('safe', 'en', 'safe; safely; harmless; safety; riskless; safest'),
    ('safe', 'de', 'sicher; unbedenklich; harmlos; gefahrlos'),
    ('safe', 'fr', 'sans danger; inoffensif; sans risque'),
    ('safe', 'es', 'seguro; segura; inofensivo; inofensiva; sin riesgo; sin peligro'),
    ('be', 'en', 'is; are; was; be; being; its; been; remains; considered; proven; gua sha is; guasha is'),
    ('be', 'de', 'ist; sind; gilt'),
    ('be', 'fr', 'est; sont'),
    ('be', 'es', 'es; son'),
    ('absolute', 'en', '100; 100 percent; completely; totally; absolutely; perfectly; entirely; always; fully; one hundred percent;
        guaranteed; proven; very; extremely; ultra; super; and; effective; gentle; inherently; generally; natural;
        naturally'),
    ('absolute', 'de', '100; völlig; absolut; vollkommen; komplett; ganz; garantiert; immer'),
    ('absolute', 'fr', '100; totalement; complètement; absolument; parfaitement; toujours; entièrement'),
    ('absolute', 'es', '100; totalmente; completamente; absolutamente; perfectamente; siempre; garantizado'),
    ('everyone', 'en', 'everyone; everybody; anyone; anybody; all ages; all skin types; every skin type; any skin type; all skin;
        whole family; entire family; children; kids; babies; infants; everyday use; daily use; use on; to use; for
        use; during; sensitive skin; all users; any age; long term; every day; pregnant; elderly; at home; for all;
        for you'),
    ('everyone', 'de', 'jeden; alle; kinder; babys; jede haut; alle hauttypen; anwendung; in der'),
    ('everyone', 'fr', 'tous; toutes; enfants; bébés; tout le monde; tous les types de peau; utiliser; usage'),
    ('everyone', 'es', 'todos; todas; niños; bebés; cualquier persona; todo tipo de piel; todos los tipos de piel; usar; uso'),
    ('no_harm', 'en', 'no side effects; no side effect; without side effects; without any side effects; zero side effects; side
        effect free; free of side effects; free from side effects; no adverse effects; no known side effects; no known
        risks; no risks; no risk; risk free; zero risk; without risk; without risks; without any risk; no danger; no
        harm; no harmful effects; never harms; cannot harm; cant harm; will not harm; does no harm; cannot hurt you;
        cant hurt you; wont hurt you; no negative effects; no contraindications; no contra indications; safe for
        everyone; safe in pregnancy; safe during pregnancy; safe while pregnant; pregnancy safe; safe for pregnant;
        safe for pregnancy; pregnancy friendly; suitable during pregnancy; suitable for pregnant; safe for mums to be;
        safe for expecting; ideal during pregnancy; ideal for pregnant; without any harm; completely risk; never
        causes irritation; guaranteed safe; nothing can go wrong; zero irritation; no complications; 100 safe; harm
        free'),
    ('no_harm', 'de', 'keine nebenwirkungen; ohne nebenwirkungen; nebenwirkungsfrei; frei von nebenwirkungen; keine risiken; kein
        risiko; ohne risiko; risikofrei; sicher in der schwangerschaft; in der schwangerschaft sicher; während der
        schwangerschaft sicher; für schwangere geeignet; unbedenklich in der schwangerschaft; keine gegenanzeigen'),
    ('no_harm', 'fr', 'aucun effet secondaire; aucun effet indésirable; sans effets secondaires; sans effet secondaire; pas d''effets
        secondaires; sans aucun risque; aucun risque; zéro risque; est sûr; est sûre; totalement sûre; parfaitement
        sûre; totalement sûr; 100 sûr; entièrement sûr; parfaitement sûr; complètement sûr; absolument sûr; sûr
        pendant la grossesse; sans danger pendant la grossesse; convient aux femmes enceintes; aucune contre
        indication; sans contre indication'),
    ('no_harm', 'es', 'sin efectos secundarios; ningún efecto secundario; sin efectos adversos; sin ningún riesgo; cero riesgos;
        seguro durante el embarazo; segura durante el embarazo; seguro en el embarazo; apto para embarazadas; sin
        contraindicaciones; libre de efectos secundarios'),
    ('pregnancy', 'en', 'pregnancy; pregnant; expecting mothers; expectant mothers; mums to be; moms to be; trimester; prenatal;
        maternity; unborn'),
    ('pregnancy', 'de', 'schwangerschaft; schwangere; schwangeren'),
    ('pregnancy', 'fr', 'grossesse; enceinte; enceintes'),
    ('pregnancy', 'es', 'embarazo; embarazada; embarazadas'),
    ('substitute', 'en', 'instead of; alternative to; alternatives to; replace; replaces; replacing; replacement for; substitute for;
        substitutes; substitute; no need for; no need of; eliminates the need for; eliminate the need for; removes the
        need for; without the need for; without needing; avoid; avoids; skip; skips; ditch; forget; forget about;
        forgo; throw away; throw out; say goodbye to; goodbye to; goodbye; better than; as effective as; as good as;
        more effective than; works better than; cheaper than; rather than; no more; never need; without; stop taking;
        faster than; stronger than; gentler than; safer than; quicker than; who needs; stop using your; come off; no
        longer need; dont need; do not need; you wont need; you will not need; cancel; beats; outperforms; no; free
        from; free of; relies on; versus; in place of; so you can stop; quit; put down; swap; trade; bye to; bye bye'),
    ('substitute', 'de', 'statt; anstatt; anstelle; alternative zu; alternative zur; ersetzt; ersatz für; ohne; nie wieder; keine;
        besser als; schluss mit; vergessen sie; verzichten'),
    ('substitute', 'fr', 'au lieu de; à la place de; alternative à; alternative aux; remplace; remplacer; plus besoin de; sans; fini;
        finis; mieux que; adieu; évitez; oubliez'),
    ('substitute', 'es', 'en lugar de; en vez de; alternativa a; alternativa al; reemplaza; sustituye; sin necesidad de; sin; adiós;
        mejor que; olvida; olvídate; evita; no más'),
    ('medical_care', 'en', 'surgery; surgeries; surgical procedure; operation; operations; operate; medication; medications; medicine;
        medicines; drug; drugs; pill; pills; painkiller; painkillers; tablets; tablet; injection; injections;
        antibiotics; antidepressants; steroids; cortisone; ibuprofen; aspirin; paracetamol; acetaminophen; opioids;
        opioid; prescription; prescriptions; doctor visit; doctors visit; doctor visits; doctor; doctors; physician;
        medical treatment; medical care; medical attention; physiotherapy; physical therapy; chiropractor;
        chiropractors; chiropractic; hospital; hospital visits; chemotherapy; chemo; botox; fillers; facelift; face
        lift; cosmetic surgery; plastic surgery; invasive procedures; nsaids; therapy sessions; therapist;
        acupuncture; dialysis; insulin; blood thinners; sleeping pills; meds; prescription drugs; pharmaceuticals;
        professional treatment; professional medical; rx; anaesthesia; the knife; going under the knife; vaccines;
        vaccine; appointments with your doctor'),
    ('medical_care', 'de', 'operation; operationen; medikament; medikamente; medikamenten; tablette; tabletten; pillen; schmerzmittel;
        schmerztabletten; arzt; arztbesuch; arztbesuche; physiotherapie; spritzen; spritze; chirurgie; antibiotika;
        kortison; botox; schlaftabletten; facelifting'),
    ('medical_care', 'fr', 'chirurgie; opération; opérations; médicament; médicaments; pilule; pilules; cachets; médecin; kiné; piqûres;
        injections; antidouleurs; antibiotiques; botox; somnifères; lifting chirurgical'),
    ('medical_care', 'es', 'cirugía; cirugías; operación; operaciones; medicamento; medicamentos; pastilla; pastillas; píldoras;
        analgésicos; médico; inyecciones; antibióticos; bótox; botox; fármacos; medicinas; somníferos'),
    ('drug_free', 'en', 'drug free; medication free; pill free; non surgical; nonsurgical; needle free; non invasive; chemical free
        treatment; surgery free; natures botox; natural botox; nature botox'),
    ('drug_free', 'de', 'ohne chemie; medikamentenfrei*; natürliches botox'),
    ('drug_free', 'fr', 'sans médicament; botox naturel; non chirurgical'),
    ('drug_free', 'es', 'sin fármacos; botox natural; no quirúrgico'),
    ('natural_word', 'en', 'natural; naturally; real; genuine; authentic; precious; semi precious; semiprecious; true; pure; bona fide;
        mined; earth mined; certified; veritable; raw'),
    ('natural_word', 'de', 'natürlich*; natur; echt; echte; echter; echtes; echtem; echten; rein; reiner; reines; naturstein; edelstein;
        edelsteine'),
    ('natural_word', 'fr', 'naturel; naturelle; naturels; véritable; véritables; authentique; pur; pure; précieuse; précieux; vrai; vraie'),
    ('natural_word', 'es', 'natural; naturales; auténtico; auténtica; genuino; genuina; verdadero; verdadera; puro; pura; precioso;
        preciosa; real'),
    ('all_natural', 'en', '100 natural; 100 pure; 100 real; 100 genuine; 100 authentic; 100 percent natural; all natural; completely
        natural; totally natural; fully natural; entirely natural; untreated; undyed; not dyed; no dye; no dyes; dye
        free; free of dye; natural colour; natural color; no artificial colour; no artificial color; no treatment; no
        treatments; without treatment; chemical free; never dyed; unheated; unenhanced; completely untreated'),
    ('all_natural', 'de', '100 natürlich; 100 natur; 100 echt; 100 echte; 100 echter; unbehandelt; ungefärbt; naturbelassen; rein
        natürlich; ohne farbstoffe; naturfarben'),
    ('all_natural', 'fr', '100 naturel; 100 naturelle; non traité; non traitée; non teint; non teinté; entièrement naturel; sans
        colorant; couleur naturelle'),
    ('all_natural', 'es', '100 natural; 100 auténtico; sin tratar; sin teñir; totalmente natural; sin colorantes; color natural'),
    ('stone_word', 'en', 'stone; stones; crystal; crystals; gemstone; gemstones; gem; gems; mineral; minerals; jade; quartz; semi
        precious stone; rock'),
    ('stone_word', 'de', 'stein; steine; kristall; kristalle; edelstein; edelsteine; jade; quarz; *stein; *quarz'),
    ('stone_word', 'fr', 'pierre; pierres; cristal; cristaux; gemme; jade; quartz'),
    ('stone_word', 'es', 'piedra; piedras; cristal; cristales; gema; gemas; jade; cuarzo'),
    ('flawless', 'en', 'flawless; perfect; perfectly clear; without flaws; no flaws; no inclusions; without inclusions; eye clean;
        loupe clean; immaculate'),
    ('flawless', 'de', 'makellos*; lupenrein*; perfekt*; fehlerfrei*; einschlussfrei*'),
    ('flawless', 'fr', 'parfait; parfaite; sans défaut; sans inclusion; pur à la loupe'),
    ('flawless', 'es', 'perfecto; perfecta; sin defectos; impecable; sin inclusiones'),
    ('non_porous', 'en', 'non porous; nonporous; not porous; pore free; poreless; no pores; zero porosity; impermeable; non absorbent;
        nonabsorbent; does not absorb; doesnt absorb; wont absorb; will not absorb; not absorb'),
    ('non_porous', 'de', 'porenfrei*; nicht porös*; porenlos*; undurchlässig*; nicht saugfähig; nicht porig*'),
    ('non_porous', 'fr', 'non poreux; non poreuse; sans pores; imperméable; non absorbant'),
    ('non_porous', 'es', 'no poroso; no porosa; sin poros; impermeable; no absorbente'),
    ('disinfect', 'en', 'disinfect; disinfects; disinfected; disinfecting; disinfection; disinfectable; sterilise; sterilises;
        sterilised; sterilising; sterilisation; sterilize; sterilized; sterilizing; sterilization; sterilizable;
        sterilisable; sanitize; sanitizes; sanitized; sanitizing; sanitise; sanitised; sanitary; autoclave;
        autoclavable; autoclaved; hygienic; germ free; germfree; antibacterial; anti bacterial; antimicrobial; anti
        microbial; antifungal; antiseptic; bactericidal; kills bacteria; kills germs; bacteria resistant; resists
        bacteria; bacteria free; germ resistant; cannot harbour bacteria; doesnt harbor bacteria; no bacteria;
        bacterial growth; harbour bacteria; harbor bacteria; mould resistant; virucidal'),
    ('disinfect', 'de', 'desinfizier*; sterilisier*; autoklavier*; hygienisch*; keimfrei*; antibakteriell*; antimikrobiell*;
        bakterienfrei*'),
    ('disinfect', 'fr', 'désinfecter; désinfectable; stériliser; stérilisable; hygiénique; antibactérien; antibactérienne;
        antimicrobien; autoclavable; sans germes'),
    ('disinfect', 'es', 'desinfectar; desinfectable; esterilizar; esterilizable; higiénico; antibacteriano; antibacteriana;
        antimicrobiano; autoclavable; libre de gérmenes'),
    ('sterile', 'en', 'sterile; sterility'),
    ('sterile', 'de', 'steril; sterile; steriler; steriles'),
    ('sterile', 'fr', 'stérile; stériles'),
    ('sterile', 'es', 'estéril; estériles'),
    ('unbreakable', 'en', 'unbreakable; shatterproof; shatter proof; indestructible; break proof; breakproof; never breaks; never break;
        never chips; never chip; never cracks; wont break; will not break; cannot break; cant break; does not break;
        doesnt break; impossible to break; cannot be broken; lasts forever; last forever; unshatterable; chip proof;
        crack proof; drop proof; uncrackable; shatter resistant; will never break; virtually unbreakable; everlasting'),
    ('unbreakable', 'de', 'unzerbrechlich*; bruchsicher*; bruchfest*; unkaputtbar*; unzerstörbar*; zerbricht nie; splitterfrei*'),
    ('unbreakable', 'fr', 'incassable; incassables; indestructible; ne casse jamais; ne se casse pas; inaltérable'),
    ('unbreakable', 'es', 'irrompible; irrompibles; indestructible; inquebrantable; nunca se rompe; no se rompe; a prueba de golpes'),
    ('hypoallergenic', 'en', 'hypoallergenic; hypo allergenic; non allergenic; nonallergenic; allergy free; anti allergic; antiallergic;
        allergen free; non irritating; non allergic; suitable for allergy; never irritates; no allergic reactions'),
    ('hypoallergenic', 'de', 'hypoallergen*; allergiefrei*; antiallergen*; allergikerfreundlich*; für allergiker'),
    ('hypoallergenic', 'fr', 'hypoallergénique; hypoallergéniques; anallergique; antiallergique'),
    ('hypoallergenic', 'es', 'hipoalergénico; hipoalergénica; hipoalergénicos; antialérgico; antialérgica'),
    ('wellness', 'en', 'relax; relaxing; relaxation; relaxes; unwind; self care; selfcare; massage; glide; glides; gliding; refreshed;
        refreshing; refresh; refreshes; pamper; pampering; spa; ritual; soothing; calming; calm; cool; cooling;
        smooth; glow; glowing; radiance; radiant; wellness; beauty; routine; sculpt; contour; stress; tension;
        mindful; mindfulness; me time'),
    ('wellness', 'de', 'entspann*; wohlfühl*; massage; wellness; pflege; ritual; erfrischt; strahlend*'),
    ('wellness', 'fr', 'détente; relaxation; massage; bien être; rituel; éclat; rafraîchi'),
    ('wellness', 'es', 'relajación; relajante; masaje; bienestar; ritual; frescura'),
    ('not_intended', 'en', 'not intended; not meant; not designed; not made; not supposed; not marketed; not sold; no intention; not
        claim; not claiming; does not claim; do not claim; make no claim; makes no claim; makes no claims; make no
        claims; making no claims; nor claim; no claims; not purport; is not to; not aimed; not suitable to; never
        intended; not a product to'),
    ('not_intended', 'de', 'nicht dazu bestimmt; nicht dazu gedacht; nicht bestimmt; nicht gedacht; dient nicht; nicht zur'),
    ('not_intended', 'fr', 'pas destiné; pas destinée; n''est pas destiné; n''est pas destinée; n''a pas pour but; pas conçu; ne vise pas'),
    ('not_intended', 'es', 'no está destinado; no está destinada; no está diseñado; no está diseñada; no pretende; no tiene como objetivo;
        no está concebido; no destinado'),
    ('self_subject', 'en', 'product; products; tool; tools; item; items; stone; stones; board; roller; rollers; it; we; they; gua sha;
        guasha; crystal; crystals; this; these; jade; massage; device'),
    ('self_subject', 'de', 'produkt; produkte; werkzeug; stein; artikel; es; wir'),
    ('self_subject', 'fr', 'produit; produits; outil; pierre; article; il; nous'),
    ('self_subject', 'es', 'producto; productos; herramienta; piedra; artículo; nosotros'),
    ('does_not', 'en', 'does not; do not; doesnt; dont; cannot; can not; cant; will not; wont; may not; shall not; must not'),
    ('does_not', 'de', 'nicht; keine'),
    ('does_not', 'fr', 'ne; pas'),
    ('does_not', 'es', 'no'),
    ('medical_act', 'en', 'diagnose; diagnosing; diagnosis; treat; treating; treatment; cure; curing; cures; prevent; preventing;
        prevention; heal; healing; mitigate; mitigating; medical use; medical purpose; medical purposes; medical
        treatment; medical claims; health claims; medical; relieve; alleviate; replace'),
    ('medical_act', 'de', 'diagnostizieren; diagnose; behandeln; behandlung; heilen; heilung; verhindern; vorbeugen; vorbeugung; lindern;
        medizinisch*'),
    ('medical_act', 'fr', 'diagnostiquer; diagnostic; traiter; traitement; guérir; prévenir; prévention; soigner; médical; médicale;
        soulager'),
    ('medical_act', 'es', 'diagnosticar; diagnóstico; tratar; tratamiento; curar; prevenir; prevención; sanar; médico; aliviar'),
    ('no_medical_thing', 'en', 'not a medical device; not a medical product; no medical device; not medical devices; not a medicine; not a
        medical; not a substitute; not substitute; no substitute; not a replacement; not replace; does not replace;
        cannot replace; never replaces; not an alternative to; not medical advice; no medical advice; not constitute
        medical; not been evaluated; not evaluated; not approved by; not fda; no fda; never a substitute; not for
        medical use; not for therapeutic; not a treatment; not a therapeutic; not a therapy; not a clinical; no
        medical claims; no health claims; not a drug; not a sterile; no therapeutic claims; not intended as medical;
        not intended as a medical; not intended for medical; not intended to replace; not intended as a substitute; no
        medical effect; no medical effects; no medical benefit; no medical purpose; no healing claims; no healing
        effect; not a healing; no proven; no scientific evidence; no scientific proof; not scientifically proven; not
        clinically proven; not proven; no evidence; not been proven; no clinical evidence; not a cure; makes no
        medical'),
    ('no_medical_thing', 'de', 'kein medizinprodukt; keine medizinprodukte; kein medizinisches; ersetzt keine; ersetzt keinen; ersetzt nicht;
        kein ersatz für; keine heilversprechen; kein heilmittel; keine medizinische; wissenschaftlich nicht; nicht
        wissenschaftlich'),
    ('no_medical_thing', 'fr', 'n''est pas un dispositif médical; pas un dispositif médical; ne remplace pas; ne remplacent pas; pas un
        médicament; ne se substitue pas; ne constitue pas; aucune allégation; pas scientifiquement'),
    ('no_medical_thing', 'es', 'no es un dispositivo médico; no es un producto sanitario; no sustituye; no reemplaza; no es un medicamento; no
        constituye; no es un tratamiento; no está científicamente'),
    ('warning', 'en', 'do not use; dont use; never use; do not apply; dont apply; never apply; do not press; dont press; never press;
        do not massage; dont massage; never massage; do not rub; do not scrape; never scrape; do not exert; do not
        place; do not put; do not roll; never roll; do not work over; do not ingest; do not swallow; do not treat; do
        not continue; do not share; do not place on; do not attempt; avoid use; avoid using; avoid applying; avoid
        the; avoid areas; avoid eyes; avoid contact; avoid broken; avoid open; avoid inflamed; avoid irritated; avoid
        injured; avoid sunburn; avoid sunburnt; avoid sunburned; avoid varicose; avoid bruised; avoid swollen; avoid
        infected; avoid on; avoid if; avoid during; avoid when; avoid in; avoid massage; avoid massaging; avoid
        pressing; avoid pressure; avoid scraping; avoid rolling; avoid skin; avoid over; avoid any; avoid rubbing;
        avoid sensitive; avoid direct; avoid moles; avoid wounds; avoid applying pressure; stop if; stop using; stop
        use; stop the; stop immediately; stop when; stop at once; stop massaging; stop in case; cease use; cease
        using; discontinue; discontinue use; discontinued; not suitable; unsuitable; not recommended; not advised;
        inadvisable; contraindicat*; contra indication; contra indications; contra indicated; should not be; must not
        be; should not use; must not use; may not be used; not be used; not be applied; not to be used; not for use;
        not for persons; not for people; not for children; keep away; keep out; precaution*; under medical
        supervision; pain occurs; pain persists; pain develops; pain increases; pain worsens; pain appears; if it
        hurts; swelling occurs; discomfort occurs; irritation occurs; bruising occurs; only after consulting; not on;
        never on; never over; never massage over; never be painful; not be painful; not hurt; never hurt; should not
        hurt; must never; refrain from; exclude; not apply; not use; talk to your; ask your; ask a doctor; ask a
        physician; ask the doctor; ask a medical; ask a health; ask their doctor; ask your doctor; see your doctor;
        see a doctor; see your physician; see a physician; seek medical; seek professional; seek advice; seek help;
        consult; consult your; consulting; consultation with; check with your; check with a; medical advice; do not
        self; risk of; may cause; can cause; could cause; be careful; use caution; caution; with caution; take care;
        care should be; only use on healthy; use only on healthy; use only on intact; only on intact; only on healthy;
        use on intact; use on healthy; not while; not during; not if; not when; not in case'),
    ('warning', 'de', 'nicht anwenden; nicht verwenden; nicht benutzen; nicht auf; nicht bei; nicht in der; nicht geeignet;
        ungeeignet; vermeiden; vermeiden sie; nicht empfohlen; abbrechen; beenden sie; sofort beenden; anwendung
        beenden; gegenanzeig*; kontraindikation*; arzt konsultieren; arzt fragen; fragen sie ihren arzt; konsultieren
        sie; ärztlichen rat; suchen sie einen arzt; vorsicht; fernhalten; nur auf gesunder; nur auf intakter;
        rücksprache'),
    ('warning', 'fr', 'ne pas utiliser; ne pas appliquer; n''utilisez pas; n''appliquez pas; ne jamais; à éviter; éviter; évitez;
        arrêter; arrêtez; cesser; cessez; déconseillé; déconseillée; contre indication; contre indications; contre
        indiqué; consultez; consulter; demandez conseil; ne convient pas; précaution; précautions; attention; tenir
        hors'),
    ('warning', 'es', 'no usar; no utilizar; no use; no utilice; no aplicar; no aplique; nunca use; evitar; evite; suspender;
        suspenda; deje de usar; interrumpa; contraindicación; contraindicaciones; contraindicado; consulte; consultar;
        no recomendado; no apto; precaución; precauciones; mantener fuera')
) AS term (concept_code, language, phrases)
CROSS JOIN LATERAL unnest(string_to_array(regexp_replace(term.phrases, '\s+', ' ', 'g'), ';')) AS phrase
ORDER BY term.concept_code, term.language, phrase;

INSERT INTO claim_pattern (rule_id, concepts, max_gap, is_ordered, label, reason, condition) VALUES
    ('H1', '{cure,condition}', 12, false, 'block', 'says that a disease is cured or treated; that makes it a medical device or an unfair practice', NULL),
    ('H1', '{cure,disease}', 12, false, 'block', 'says that disease is cured or treated', NULL),
    ('H1', '{overcome,disease}', 8, false, 'block', 'says that it acts against disease', NULL),
    ('H1', '{relieve,disease}', 8, false, 'block', 'says that disease is relieved', NULL),
    ('H1', '{cure,pain}', 10, false, 'block', 'says that pain is cured or treated', NULL),
    ('H1', '{cure_all}', 0, true, 'block', 'promises a cure for everything', NULL),
    ('H1', '{cure}', 0, true, 'flag', 'a word of healing; without a condition it is for a person to decide', NULL),
    ('H2', '{condition}', 0, true, 'block', 'names a disease or condition, which implies treatment', NULL),
    ('H2', '{disease}', 0, true, 'flag', 'speaks of disease', NULL),
    ('H3', '{pain_relief}', 0, true, 'block', 'relief of pain or inflammation is a medical purpose (21 CFR 890.5660)', NULL),
    ('H3', '{relieve,pain}', 8, false, 'block', 'relief of pain or inflammation is a medical purpose (21 CFR 890.5660)', NULL),
    ('H3', '{overcome,pain}', 6, false, 'block', 'acts against pain or inflammation, a medical purpose', NULL),
    ('H3', '{prep,pain_plain}', 4, true, 'block', 'is offered for pain or inflammation, a medical purpose', NULL),
    ('H3', '{afflicted,pain_plain}', 4, true, 'block', 'is offered to people in pain, a medical purpose', NULL),
    ('H3', '{pain_plain}', 0, true, 'flag', 'speaks of pain or inflammation', NULL),
    ('H4', '{approval_phrase}', 0, true, 'block', 'suggests official or medical approval (21 CFR 807.39, UCPD annex I no. 4)', NULL),
    ('H4', '{authority,approve}', 6, false, 'block', 'suggests official approval (21 CFR 807.39, UCPD annex I no. 4)', NULL),
    ('H4', '{doctor,recommend}', 5, false, 'block', 'suggests endorsement by physicians', NULL),
    ('H4', '{therapist,recommend}', 5, false, 'block', 'suggests endorsement by health professionals', NULL),
    ('H4', '{authority_plain}', 0, true, 'flag', 'names an authority', NULL),
    ('H5', '{proof}', 0, true, 'block', 'claims proof; health claims need controlled human trials', 'evidence'),
    ('H6', '{detox}', 0, true, 'block', 'detoxification is a false physiological claim', NULL),
    ('H6', '{immune}', 0, true, 'block', 'an effect on immunity is a medical claim', NULL),
    ('H6', '{break_down,scar}', 8, false, 'block', 'an effect on scar tissue is a medical claim', NULL),
    ('H6', '{scar}', 0, true, 'flag', 'speaks of scars or adhesions', NULL),
    ('H6', '{circulation}', 0, true, 'flag', 'an effect on circulation is a medical purpose (21 CFR 890.5650)', NULL),
    ('H6', '{lymph}', 0, true, 'flag', 'a physiological claim', NULL),
    ('H6', '{body_effect}', 0, true, 'flag', 'a physiological claim', NULL),
    ('H6', '{relax_muscle,muscle}', 6, false, 'flag', 'relaxing muscles is a medical purpose (21 CFR 890.5975)', NULL),
    ('H7', '{device}', 0, true, 'flag', 'a word of medicine or of devices', NULL),
    ('H7', '{therapist,use}', 4, false, 'flag', 'use by therapists implies efficacy and needs proof', NULL),
    ('H7', '{doctor,use}', 4, false, 'flag', 'use by physicians implies efficacy and needs proof', NULL),
    ('H7', '{iastm}', 0, true, 'flag', 'professional use is allowed for tools graded professional', 'professional_grade'),
    ('H8', '{energy_block}', 0, true, 'block', 'a false claim of energy or elements', NULL),
    ('H8', '{element,transfer}', 4, false, 'block', 'a false claim of an effect of elements', NULL),
    ('H8', '{energy_flag}', 0, true, 'flag', 'a belief about energy; wellness wording in the US, without equivalent in the EU', NULL),
    ('H9', '{no_harm}', 0, true, 'block', 'absolute safety cannot be promised', NULL),
    ('H9', '{be,safe}', 2, true, 'block', 'safety is claimed without qualification', NULL),
    ('H9', '{absolute,safe}', 1, true, 'block', 'absolute safety cannot be promised', NULL),
    ('H9', '{safe,everyone}', 3, true, 'block', 'safety for everyone cannot be promised', NULL),
    ('H9', '{safe,pregnancy}', 6, false, 'block', 'safety in pregnancy cannot be promised', NULL),
    ('H9', '{safe}', 0, true, 'flag', 'speaks of safety', NULL),
    ('H11', '{substitute,medical_care}', 4, true, 'block', 'offers itself in place of medical care', NULL),
    ('H11', '{drug_free}', 0, true, 'flag', 'compares itself with medical care', NULL),
    ('H10', '{natural_word,stone_word}', 4, true, 'flag', 'natural and the like need a known material; they are barred for manufactured and misleading for treated goods (N1, N2, N5, N6)', 'natural_stone'),
    ('H10', '{stone_word,natural_word}', 1, true, 'flag', 'natural and the like need a known material; they are barred for manufactured and misleading for treated goods (N1, N2, N5, N6)', 'natural_stone'),
    ('H10', '{all_natural}', 0, true, 'flag', 'that nothing was done to a stone has to be known (N5)', 'untreated'),
    ('H10', '{flawless,stone_word}', 2, true, 'flag', 'flawless and perfect have a definition at tenfold magnification; never for imitations (N7)', 'flawless'),
    ('H10', '{non_porous}', 0, true, 'flag', 'allowed when the material is not porous and its disinfection is documented', 'non_porous'),
    ('H10', '{disinfect}', 0, true, 'flag', 'disinfection has to be documented for the finished tool', 'disinfection'),
    ('H10', '{sterile}', 0, true, 'flag', 'sterility has to be documented', 'sterilisable'),
    ('H10', '{unbreakable}', 0, true, 'block', 'no stone, glass or ceramic is unbreakable', NULL),
    ('H10', '{hypoallergenic}', 0, true, 'flag', 'needs a test', NULL),
    ('H12', '{wellness}', 0, true, 'allowed', 'a cosmetic or wellness word', NULL);

INSERT INTO claim_exemption (concepts, max_gap, rules) VALUES
    ('{not_intended,medical_act}', 10, '{H1,H2,H3,H4,H5,H6,H7,H11}'),
    ('{self_subject,does_not,medical_act}', 4, '{H1,H2,H3,H6,H7}'),
    ('{no_medical_thing}', 0, '{H1,H2,H3,H4,H5,H6,H7,H11}'),
    ('{warning}', 0, '{H1,H2,H3,H6,H7}');
