-- Protocols: ways of using tools that people load as data, with what each step asks of a tool. The project ships none of its own.

CREATE TABLE contraindication (
    code text CONSTRAINT contraindication_pk PRIMARY KEY
        CONSTRAINT contraindication_code_form CHECK (code ~ '^[a-z][a-z0-9_]*$'),
    ordinal smallint NOT NULL CONSTRAINT contraindication_ordinal_once UNIQUE,
    item text NOT NULL,
    class text NOT NULL,
    source text[] NOT NULL
);
COMMENT ON TABLE contraindication IS
    'Reasons against use, shown and recorded; nothing is ever decided about a person by them, and no list of them is agreed by all';

INSERT INTO contraindication (code, ordinal, item, class, source) VALUES
    ('open_wound', 1, 'open or unhealed wound, sutures, ulceration', 'absolute, local', '{V:SPINE,V:FOAM,V:TCM}'),
    ('fracture_unhealed', 2, 'unhealed or complicated fracture', 'absolute, local', '{V:SPINE,V:FOAM}'),
    ('skin_infection', 3, 'infection, contagious or inflamed skin, rash, burns', 'absolute, local', '{V:PKD,V:TCM}'),
    ('bleeding_disorder', 4, 'haemophilia, thrombocytopenia, leukaemia', 'absolute', '{V:TCM,V:TCMM}'),
    ('dvt', 5, 'known or suspected thrombosis or phlebitis', 'absolute', '{V:FLASH,V:FOAM}'),
    ('malignancy', 6, 'cancer, by type and location', 'absolute until cleared', '{V:SPINE,V:FLASH}'),
    ('fever_systemic_infection', 7, 'fever or systemic infection', 'absolute', '{V:FLASH,V:PKD}'),
    ('osteomyelitis', 8, 'bone infection', 'absolute', '{V:FLASH,V:PKD}'),
    ('acute_injury', 9, 'acute sprain, tear, haematoma', 'absolute, local', '{V:TCM,V:FLASH}'),
    ('anticoagulant', 10, 'anticoagulant medication', 'relative', '{V:SPINE,V:FLASH}'),
    ('pregnancy', 11, 'abdomen, low back, pelvis', 'absolute for area, else relative', '{V:SPINE,V:PKD}'),
    ('hypertension_uncontrolled', 12, 'high blood pressure', 'relative', '{V:SPINE}'),
    ('kidney_disorder', 13, 'certain kidney disorders', 'relative', '{V:SPINE}'),
    ('osteoporosis', 14, 'fragile bone', 'relative', '{V:FLASH}'),
    ('rheumatoid_arthritis', 15, 'inflammatory arthritis', 'relative', '{V:FLASH}'),
    ('varicose_veins', 16, 'marked varicosities', 'relative, local avoid', '{V:FLASH,V:COP}'),
    ('reduced_sensation', 17, 'neuropathy, numbness, signs of nerve injury', 'relative; refer', '{V:GIZ,V:FLASH}'),
    ('radicular_symptoms', 18, 'radicular symptoms; a flag of its own, since goods are marketed to this group and a trial excluded it', 'relative; refer', '{V:NCT}'),
    ('recent_alcohol_fasting', 19, 'intoxicated, exhausted, very hungry or over-fed', 'defer', '{V:TCM,V:TCMM}');

CREATE TABLE protocol (
    id bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT protocol_pk PRIMARY KEY,
    code text NOT NULL CONSTRAINT protocol_code_form CHECK (code ~ '^[a-z][a-z0-9_]{0,63}$'),
    version integer NOT NULL CONSTRAINT protocol_version_range CHECK (version BETWEEN 1 AND 9999),
    title text NOT NULL CONSTRAINT protocol_title_not_blank CHECK (title ~ '\S'),
    language text NOT NULL CONSTRAINT protocol_language_form CHECK (language ~ '^[a-z]{2}$'),
    audience text NOT NULL
        CONSTRAINT protocol_audience_known CHECK (audience IN ('internal_training', 'practitioner', 'consumer_wellness')),
    market text CONSTRAINT protocol_market_known CHECK (market IN ('US', 'EU')),
    author_name text NOT NULL CONSTRAINT protocol_author_not_blank CHECK (author_name ~ '\S'),
    author_qualification text NOT NULL CONSTRAINT protocol_qualification_not_blank CHECK (author_qualification ~ '\S'),
    source_reference text NOT NULL CONSTRAINT protocol_source_not_blank CHECK (source_reference ~ '\S'),
    licence text NOT NULL CONSTRAINT protocol_licence_not_blank CHECK (licence ~ '\S'),
    status text NOT NULL DEFAULT 'draft'
        CONSTRAINT protocol_status_known CHECK (status IN ('draft', 'in_review', 'approved', 'retired')),
    reviewed_by text,
    reviewed_on date,
    review_scope text,
    declared_step_count integer NOT NULL CONSTRAINT protocol_step_count_range CHECK (declared_step_count BETWEEN 1 AND 200),
    content_sha256 text NOT NULL CONSTRAINT protocol_sha256_hex CHECK (content_sha256 ~ '^[0-9a-f]{64}$'),
    loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    loaded_by text NOT NULL DEFAULT session_user,
    CONSTRAINT protocol_version_once UNIQUE (code, version),
    CONSTRAINT protocol_review_whole CHECK (
        (reviewed_by IS NULL) = (reviewed_on IS NULL) AND (reviewed_by IS NULL) = (review_scope IS NULL)
        AND reviewed_by ~ '\S' IS NOT FALSE AND review_scope ~ '\S' IS NOT FALSE),
    CONSTRAINT protocol_review_by_state CHECK (
        CASE status WHEN 'approved' THEN reviewed_by IS NOT NULL WHEN 'retired' THEN true ELSE reviewed_by IS NULL END),
    CONSTRAINT protocol_reviewer_differs CHECK (
        lower(regexp_replace(btrim(reviewed_by), '\s+', ' ', 'g'))
        IS DISTINCT FROM lower(regexp_replace(btrim(author_name), '\s+', ' ', 'g')))
);
COMMENT ON TABLE protocol IS 'A version of a way of using tools, as somebody wrote it; an approved version never changes but to be retired';
COMMENT ON COLUMN protocol.market IS 'The market whose rules its texts are read by; null is the strictest';
COMMENT ON COLUMN protocol.declared_step_count IS 'How many steps it says it has; it has so many when its transaction ends';
COMMENT ON COLUMN protocol.content_sha256 IS 'Digest of the text it was loaded from';

CREATE TABLE protocol_step (
    protocol_id bigint NOT NULL CONSTRAINT protocol_step_protocol REFERENCES protocol,
    ordinal integer NOT NULL CONSTRAINT protocol_step_ordinal_positive CHECK (ordinal >= 1),
    heading text NOT NULL CONSTRAINT protocol_step_heading_not_blank CHECK (heading ~ '\S'),
    instruction text NOT NULL CONSTRAINT protocol_step_instruction_not_blank CHECK (instruction ~ '\S'),
    body_area text CONSTRAINT protocol_step_area_known CHECK (
        body_area IN ('scalp', 'face', 'jaw', 'neck_posterior', 'shoulder', 'upper_back', 'lower_back', 'chest', 'abdomen',
                      'upper_arm', 'forearm', 'hand', 'hip_glute', 'thigh', 'knee', 'calf', 'foot')),
    pressure_level text CONSTRAINT protocol_step_pressure_known CHECK (pressure_level IN ('glide', 'light', 'moderate', 'firm')),
    stroke_kind text CONSTRAINT protocol_step_stroke_known CHECK (
        stroke_kind IN ('long', 'short', 'circular', 'cross', 'press', 'roll', 'comb')),
    duration_s_min integer CONSTRAINT protocol_step_duration_min_range CHECK (duration_s_min BETWEEN 1 AND 86400),
    duration_s_max integer CONSTRAINT protocol_step_duration_max_range CHECK (duration_s_max BETWEEN 1 AND 86400),
    repetitions integer CONSTRAINT protocol_step_repetitions_range CHECK (repetitions BETWEEN 1 AND 10000),
    stop_conditions text[] NOT NULL DEFAULT '{}',
    CONSTRAINT protocol_step_pk PRIMARY KEY (protocol_id, ordinal),
    CONSTRAINT protocol_step_duration_ordered CHECK (duration_s_min <= duration_s_max)
);
COMMENT ON TABLE protocol_step IS 'The steps of a protocol, from 1 without a gap, in the words of its author';
COMMENT ON COLUMN protocol_step.pressure_level IS 'glide is under 1 N, light 1 to 3, moderate 3 to 7, firm 7 to 14; above that nothing was published';
COMMENT ON COLUMN protocol_step.stop_conditions IS 'Words, or codes of contraindication';

CREATE TABLE step_tool_requirement (
    protocol_id bigint NOT NULL,
    step_ordinal integer NOT NULL,
    ordinal integer NOT NULL CONSTRAINT step_tool_requirement_ordinal_positive CHECK (ordinal >= 1),
    attribute text NOT NULL CONSTRAINT step_tool_requirement_attribute_form CHECK (attribute ~ '^[a-z][a-z0-9_.]*$'),
    operator text NOT NULL
        CONSTRAINT step_tool_requirement_operator_known CHECK (operator IN ('in', 'not in', '=', '!=', '>=', '<=', '>', '<')),
    operands text[] NOT NULL,
    unit text,
    importance text NOT NULL CONSTRAINT step_tool_requirement_importance_known CHECK (importance IN ('must', 'should')),
    CONSTRAINT step_tool_requirement_pk PRIMARY KEY (protocol_id, step_ordinal, ordinal),
    CONSTRAINT step_tool_requirement_step FOREIGN KEY (protocol_id, step_ordinal) REFERENCES protocol_step,
    CONSTRAINT step_tool_requirement_operands CHECK (
        CASE WHEN operator IN ('in', 'not in') THEN cardinality(operands) BETWEEN 1 AND 100 ELSE cardinality(operands) = 1 END)
);
COMMENT ON TABLE step_tool_requirement IS 'What a step asks of a tool: an attribute of the product held against a value or a list';
COMMENT ON COLUMN step_tool_requirement.operands IS 'The value, or the list of in and not in, as written';
COMMENT ON COLUMN step_tool_requirement.unit IS 'The unit of the value; null is that of the attribute';

CREATE TABLE protocol_contraindication (
    protocol_id bigint NOT NULL CONSTRAINT protocol_contraindication_protocol REFERENCES protocol,
    code text NOT NULL CONSTRAINT protocol_contraindication_code REFERENCES contraindication,
    note text,
    CONSTRAINT protocol_contraindication_pk PRIMARY KEY (protocol_id, code)
);
COMMENT ON TABLE protocol_contraindication IS 'Reasons against use that a protocol names; one at least before it is approved';

CREATE TABLE protocol_evidence (
    protocol_id bigint NOT NULL CONSTRAINT protocol_evidence_protocol REFERENCES protocol,
    evidence_id integer NOT NULL CONSTRAINT protocol_evidence_evidence REFERENCES evidence,
    CONSTRAINT protocol_evidence_pk PRIMARY KEY (protocol_id, evidence_id)
);
COMMENT ON TABLE protocol_evidence IS 'Studies that a protocol names; only those whose citation is verified are shown';
CREATE INDEX protocol_evidence_evidence_order ON protocol_evidence (evidence_id);

GRANT INSERT, UPDATE, DELETE ON protocol, protocol_step, step_tool_requirement, protocol_contraindication, protocol_evidence
    TO nephrite_app;

-- What was approved stays as it is; retiring is the one change, and the last.

CREATE FUNCTION protocol_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        IF NEW.status NOT IN ('draft', 'in_review') THEN
            RAISE EXCEPTION 'a protocol begins as draft or in_review, not as %', NEW.status
                USING ERRCODE = 'check_violation', CONSTRAINT = 'protocol_begins_open';
        END IF;
        RETURN NEW;
    END IF;
    IF OLD.status IN ('draft', 'in_review') AND TG_OP = 'DELETE' THEN RETURN OLD; END IF;
    IF OLD.status = 'retired' OR TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'version % of % is %', OLD.version, OLD.code, OLD.status
            USING ERRCODE = 'check_violation', CONSTRAINT = 'protocol_immutable';
    END IF;
    IF OLD.status = 'approved' AND to_jsonb(NEW) - 'status' IS DISTINCT FROM to_jsonb(OLD) - 'status'
        OR OLD.status = 'approved' AND NEW.status <> 'retired'
    THEN
        RAISE EXCEPTION 'version % of % is approved', OLD.version, OLD.code
            USING ERRCODE = 'check_violation', CONSTRAINT = 'protocol_immutable';
    END IF;
    RETURN NEW;
END
$$;
COMMENT ON FUNCTION protocol_keep IS 'Refuses every change of an approved or retired version but retiring an approved one';
CREATE TRIGGER protocol_kept BEFORE INSERT OR UPDATE OR DELETE ON protocol
    FOR EACH ROW EXECUTE FUNCTION protocol_keep();

CREATE FUNCTION protocol_part_keep() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
DECLARE
    touched bigint[] := CASE TG_OP WHEN 'INSERT' THEN ARRAY[NEW.protocol_id] WHEN 'DELETE' THEN ARRAY[OLD.protocol_id]
        ELSE ARRAY[OLD.protocol_id, NEW.protocol_id] END;
BEGIN
    -- The lock keeps somebody else from approving it meanwhile.
    PERFORM FROM protocol WHERE id = ANY (touched) FOR SHARE;
    IF EXISTS (SELECT FROM protocol WHERE id = ANY (touched) AND status IN ('approved', 'retired')) THEN
        RAISE EXCEPTION 'a part of an approved or retired protocol cannot change'
            USING ERRCODE = 'check_violation', CONSTRAINT = 'protocol_immutable';
    END IF;
    RETURN CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
END
$$;
COMMENT ON FUNCTION protocol_part_keep IS 'Refuses every change of a part of an approved or retired version';
CREATE TRIGGER protocol_step_kept BEFORE INSERT OR UPDATE OR DELETE ON protocol_step
    FOR EACH ROW EXECUTE FUNCTION protocol_part_keep();
CREATE TRIGGER step_tool_requirement_kept BEFORE INSERT OR UPDATE OR DELETE ON step_tool_requirement
    FOR EACH ROW EXECUTE FUNCTION protocol_part_keep();
CREATE TRIGGER protocol_contraindication_kept BEFORE INSERT OR UPDATE OR DELETE ON protocol_contraindication
    FOR EACH ROW EXECUTE FUNCTION protocol_part_keep();
CREATE TRIGGER protocol_evidence_kept BEFORE INSERT OR UPDATE OR DELETE ON protocol_evidence
    FOR EACH ROW EXECUTE FUNCTION protocol_part_keep();

CREATE TRIGGER protocol_not_truncated BEFORE TRUNCATE ON protocol FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER protocol_step_not_truncated BEFORE TRUNCATE ON protocol_step
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER step_tool_requirement_not_truncated BEFORE TRUNCATE ON step_tool_requirement
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER protocol_contraindication_not_truncated BEFORE TRUNCATE ON protocol_contraindication
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();
CREATE TRIGGER protocol_evidence_not_truncated BEFORE TRUNCATE ON protocol_evidence
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse_change();

-- A protocol is whole when its transaction ends: as many steps as it declares, from 1 without a gap.

CREATE FUNCTION protocol_check_whole() RETURNS trigger LANGUAGE plpgsql SET search_path = nephrite, pg_temp AS $$
DECLARE
    touched bigint[];
    found record;
BEGIN
    IF TG_TABLE_NAME = 'protocol' THEN
        touched := ARRAY[NEW.id];
    ELSIF TG_OP = 'DELETE' THEN
        touched := ARRAY[OLD.protocol_id];
    ELSIF TG_OP = 'INSERT' THEN
        touched := ARRAY[NEW.protocol_id];
    ELSE
        touched := ARRAY[OLD.protocol_id, NEW.protocol_id];
    END IF;
    FOR found IN
        SELECT protocol.code, protocol.version, protocol.status, protocol.declared_step_count,
            (SELECT count(*) FROM protocol_step AS step WHERE step.protocol_id = protocol.id) AS steps,
            (SELECT max(step.ordinal) FROM protocol_step AS step WHERE step.protocol_id = protocol.id) AS last,
            EXISTS (SELECT FROM protocol_contraindication AS named WHERE named.protocol_id = protocol.id) AS is_warned
        FROM protocol WHERE protocol.id = ANY (touched)
    LOOP
        IF found.steps <> found.declared_step_count OR found.last <> found.steps THEN
            RAISE EXCEPTION 'version % of % declares % steps and has %', found.version, found.code, found.declared_step_count,
                found.steps USING ERRCODE = 'check_violation', CONSTRAINT = 'protocol_steps_as_declared';
        END IF;
        IF found.status = 'approved' AND NOT found.is_warned THEN
            RAISE EXCEPTION 'version % of % names no contraindication', found.version, found.code
                USING ERRCODE = 'check_violation', CONSTRAINT = 'protocol_names_contraindication';
        END IF;
    END LOOP;
    RETURN NULL;
END
$$;
COMMENT ON FUNCTION protocol_check_whole IS 'Refuses another number of steps than declared, gaps, and an approved protocol without contraindications';
CREATE CONSTRAINT TRIGGER protocol_whole AFTER INSERT OR UPDATE ON protocol
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION protocol_check_whole();
CREATE CONSTRAINT TRIGGER protocol_step_whole AFTER INSERT OR UPDATE OR DELETE ON protocol_step
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION protocol_check_whole();
