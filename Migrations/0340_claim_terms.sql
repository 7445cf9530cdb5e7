-- Claims in words that the first edition did not know, harmless texts that it took for claims, and texts that it cannot read.

INSERT INTO claim_rule (id, ordinal, class, effect, source) VALUES
    ('H13', 13, 'text that cannot be read', 'flag: the rules know words of English, German, French and Spanish', '{J}');

INSERT INTO claim_rules_version (version, valid_from, note) VALUES
    (3, '2026-11-27', 'more wordings; neutral phrases of treated stones and addresses; texts in letters that cannot be read');

INSERT INTO claim_concept (code, description) VALUES
    ('wound', 'wounds and injuries that close or grow together'),
    ('mend', 'to close or grow together'),
    ('wound_healing', 'fixed words for the healing of wounds'),
    ('heavy_metal', 'metals that harm the body'),
    ('expel', 'to draw or drive out'),
    ('inner_body', 'the body within'),
    ('scholar', 'those who do research, and famous places of it'),
    ('finding', 'to find out or confirm'),
    ('needless', 'not needed any more'),
    ('suit', 'to be fit for'),
    ('unsuited', 'not fit for'),
    ('clinic', 'a place where people are treated, as a word of an address'),
    ('street', 'words of a postal address'),
    ('unread_script', 'a passage in letters that the rules know no words of; found by the program, not by terms'),
    ('mixed_script', 'a word of letters of several scripts; found by the program, not by terms');

COMMENT ON TABLE claim_concept IS 'What words of a claim mean. neutral, contrast, condition_opening, stone_word, unread_script and mixed_script have a meaning of their own to the program: words that make no claim, words that end an exemption, words that open a conditional sentence, names of stones, letters that cannot be read.';

INSERT INTO claim_term (concept_code, language, phrase)
SELECT term.concept_code, term.language, btrim(phrase)
FROM (VALUES
    -- A stone is treated with oil, air circulates, a leaflet is studied, and a person who is not told to see a physician may ask one.
    ('neutral', 'en', 'study the size; study the table; study the leaflet; study the enclosed leaflet; study this leaflet; study our leaflet; study the instructions; study
        these instructions; study our instructions; study the manual; study the guide; study our guide; study the booklet; study
        the care card; study the size chart; study the chart; study the label; study the pictures; study the photos; study the
        drawings; study the drawing; study the diagram; study the package insert; study the enclosed; study the attached; study
        carefully; carefully study; please study; read and study; circulation of air; circulation of the air; air circulation;
        air circulates; in circulation; out of circulation; stroke after stroke; stroke of luck; stroke
        by stroke; free of heavy metals; free from heavy metals; no heavy metals; heavy metal free; without heavy metals; tested
        for heavy metals; heavy metal test; heavy metal tests; heavy metal report; heavy metals report; heavy metal analysis;
        heavy metal content; without asking; without consulting; without first asking; without first consulting; without advice
        of; without the advice of; without talking to; without permission of; not safe; except pregnant; except pregnant women; except for pregnant women; except during pregnancy;
        clinic address; clinics address; address of the clinic; address of your clinic; to your clinic; to the clinic; hospital
        address; hospitals address'),
    ('neutral', 'de', 'behandelt mit öl; behandelt mit farblosem; behandelt mit farblosem öl; behandelt mit einem farblosen; behandelt mit
        farblosem wachs; behandelt mit klarem; behandelt mit harz; behandelt mit kunstharz; behandelt mit polymer; behandelt mit
        paraffin; behandelt mit bienenwachs; behandelt mit farbstoff; behandelt mit säure; behandelt mit hitze; mit öl
        behandelt; mit farblosem öl behandelt; mit wachs behandelt; mit farblosem wachs behandelt; mit paraffin behandelt; mit
        harz behandelt; mit kunstharz behandelt; mit polymer behandelt; mit säure behandelt; mit farbstoff behandelt; mit hitze
        behandelt; thermisch behandelt; chemisch behandelt; farblich behandelt; nicht behandelt; nicht weiter behandelt;
        oberflächlich behandelt; behandelter stein; behandelte steine; behandelten steine; behandelter achat; behandelter
        quarz; behandelte jade; pfleglich behandeln; pfleglich behandelt; sorgsam behandeln; sorgfältig behandeln; vorsichtig
        behandeln; schonend behandeln; behandeln sie den stein; stein behandeln; stein behandelt; luftzirkulation;
        schwermetallfrei*; frei von schwermetallen; keine schwermetalle; ohne schwermetalle; auf schwermetalle geprüft'),
    ('neutral', 'fr', 'traité à l''huile; traitée à l''huile; traité avec une huile; traitée avec une huile; traité avec de l''huile; traité à la
        cire; traitée à la cire; traité à la résine; traitée à la résine; traité par la chaleur; traité par chauffage; pierre
        traitée; pierres traitées; circulation de l''air; circulation d''air; sans métaux lourds; exempt de métaux lourds'),
    ('neutral', 'es', 'tratado con aceite; tratada con aceite; tratado con cera; tratada con cera; tratado con resina; tratada con resina;
        tratado con calor; tratada con calor; piedra tratada; piedras tratadas; circulación de aire; circulación del aire; sin
        metales pesados; libre de metales pesados'),
    ('condition_opening', 'en', 'after surgery; after an operation; after an injury; after a stroke; following surgery'),
    ('condition_opening', 'de', 'nach einer operation; nach einem schlaganfall'),
    ('condition_opening', 'fr', 'après une opération; après un avc'),
    ('condition_opening', 'es', 'después de una operación; después de un ictus'),

    ('condition', 'en', 'recovery following a stroke; recovery following stroke; recover following a stroke; recover from a stroke; recovers from a stroke; recovering from a stroke; recovery from a stroke; recover from stroke;
        recovering from stroke; recovery from stroke; recovery after a stroke; recovery after stroke; recover after a stroke;
        after stroke; life after a stroke; had a stroke; have had a stroke; suffered a stroke;
        suffered strokes; stroke survivor; stroke survivors; stroke victim; stroke victims; stroke rehab; stroke therapy; stroke
        prevention; post stroke; poststroke; reduce the risk of stroke; reduces the risk of stroke; lower the risk of stroke; lowers the risk of stroke; reduces your risk of
        stroke; lowers your risk of stroke; cuts the risk of stroke; against strokes;
        hemiplegia; hemiparesis; apoplexy; insomniac; insomniacs; concussion; brain injury; neurological; nerve regeneration'),
    ('condition', 'de', 'schlaganfall*; hirnschlag; hirninfarkt; apoplex; halbseitenlähmung; schlaflose; gehirnerschütterung'),
    ('condition', 'fr', 'avc; accident vasculaire cérébral; accidents vasculaires; accident vasculaire; hémiplégie; insomniaque; insomniaques'),
    ('condition', 'es', 'ictus; derrame cerebral; accidente cerebrovascular; hemiplejía; insomne; insomnes'),
    ('disease', 'en', 'trouble sleeping; trouble falling asleep; difficulty sleeping; difficulty falling asleep; sleep problem; sleep
        problems; sleep trouble; sleep troubles; sleepless night; sleepless nights; poor sleeper; poor sleepers; bad sleeper; bad
        sleepers; cannot sleep; cant sleep; unable to sleep; after surgery; post surgery; post operative; postoperative; surgery
        recovery; recovery from surgery; recovery from injury; recover from injury; recover from surgery; recovering from surgery;
        recovering from injury; recovery after surgery; recovery after injury; cognitive decline; memory loss'),
    ('disease', 'de', 'schlafproblem*; einschlafproblem*; durchschlafproblem*; einschlafstörung*; durchschlafstörung*; schlaflose nächte;
        schlaflosen nächten; nach operationen; nach einer operation'),
    ('disease', 'fr', 'problèmes de sommeil; difficultés à dormir; nuits blanches; nuits sans sommeil; après une opération'),
    ('disease', 'es', 'problemas para dormir; problemas de sueño; noches en vela; noches sin dormir; después de una operación'),
    ('overcome', 'en', 'recover; recovers; recovering; recovery; rehabilitate; rehabilitates; regain; regains; companion for; made for;
        blessing for; lifesaver for; life saver for; gift for; friend of; answer for; hope for'),
    ('overcome', 'de', 'erholung nach; erholen von; erholung von; wieder schlafen; hilft; helfen; hilfe für; hilfe nach; hilft nach'),
    ('overcome', 'fr', 'se remettre; récupérer; récupération après; aide; aident'),
    ('overcome', 'es', 'recuperarse; recuperación; recuperar; ayuda; ayudan'),

    ('wound', 'en', 'wound; wounds; open wounds; injury; injuries; lesion; lesions; bruise; bruises; burns; sores; bedsores; blisters; broken
        skin; damaged skin; broken bones; broken bone; bone fractures; torn muscles; torn tissue; damaged tissue; damaged tissues;
        cuts and scrapes; cuts and bruises; scrapes; grazes; incision; incisions; sutures'),
    ('wound', 'de', 'wunde; wunden; platzwunde*; schnittwunde*; verletzung; verletzungen; prellung; prellungen; bluterguss; blutergüsse; knochenbruch;
        knochenbrüche; brandwunde*; schürfwunde*'),
    ('wound', 'fr', 'plaie; plaies; blessure; blessures; brûlures; ecchymose; ecchymoses; hématome; hématomes; lésion; lésions'),
    ('wound', 'es', 'herida; heridas; quemaduras; moretón; moretones; hematoma; hematomas; lesión; lesiones'),
    ('mend', 'en', 'close; closes; closing; mend; mends; mending; knit; knits; repair; repairs; regenerate; regenerates; speed; speeds;
        accelerate; accelerates; recover from; recovery from; recovers from'),
    ('mend', 'de', 'schließt; verschließt; regeneriert; repariert; beschleunigt'),
    ('mend', 'fr', 'referme; répare; régénère'),
    ('mend', 'es', 'cierra; repara; regenera'),
    ('wound_healing', 'en', 'wound healing; wound closure; wound care; wound repair; bone healing; fracture healing; tissue healing; skin
        regeneration after; heals cuts; heal cuts'),
    ('wound_healing', 'de', 'wundheil*; knochenheilung; gewebeheilung; wundverschluss; wundpflege'),
    ('wound_healing', 'fr', 'cicatrisation; cicatrisant; cicatrisante'),
    ('wound_healing', 'es', 'cicatrización; cicatrizante; cicatriza'),

    ('heavy_metal', 'en', 'heavy metal; heavy metals; toxic metal; toxic metals; mercury; lead and mercury'),
    ('heavy_metal', 'de', 'schwermetall*; quecksilber; giftige metalle'),
    ('heavy_metal', 'fr', 'métaux lourds; métal lourd; mercure'),
    ('heavy_metal', 'es', 'metales pesados; metal pesado; mercurio'),
    ('expel', 'en', 'remove; removes; removing; removal; eliminate; eliminates; elimination; flush; flushes; flushing; draw out; draws out;
        drawing out; pull out; pulls out; pulls; pull; draws; extract; extracts; extraction; rid; rids; cleanse; cleanses;
        cleansing; purge; purges; expel; expels; excrete; excretion; chelate; chelates; chelation; drain; drains; draining;
        drainage; purify; purifies; purification; detox; detoxify; detoxifies; push out; pushes out; sweat out; carry away;
        carries away; carries off; frees; freed; frees you; get rid of; gets rid of; leach; leaches; leave the body; leave your
        body; out of the body; out of your body; from the body; from your body; from your system; from your blood; from the blood;
        from your skin; from your cells'),
    ('expel', 'de', 'entfernt; entfernen; entfernung von; ausleiten; leitet; ausleitung; *ausleitung; zieht; befreit; befreien; entzieht;
        spült; ausscheiden; ausscheidung; aus dem körper; reinigt; löst; scheidet'),
    ('expel', 'fr', 'élimine; éliminer; élimination; évacue; évacuer; retire; extrait; purifie; draine; expulse; libère; chasse; débarrasse;
        du corps; de l''organisme'),
    ('expel', 'es', 'elimina; eliminar; eliminación; extrae; expulsa; expulsar; depura; drena; libera; limpia; saca; del cuerpo; del organismo'),
    ('inner_body', 'en', 'your body; the body; bloodstream; your blood; the blood; liver; kidneys; your organs; your cells; your system; from within'),

    ('scholar', 'en', 'researcher; researchers; research team; research teams; scientist; scientists; scholar; scholars; professor;
        professors; academic; academics; neuroscientist; neuroscientists; university; universities; harvard; stanford; yale;
        johns hopkins; mayo clinic; cleveland clinic; nasa; max planck; charité; nobel; nobel
        prize; laureate; medical school; institute of health; institutes of health; the science; science; lancet; pubmed; medical
        journal; medical journals; research institute; doctors; physicians; experts; investigators; biologists'),
    ('scholar', 'de', 'forscher; forschern; forscherin; forscherinnen; forschung; wissenschaftler; wissenschaftlerinnen; professor;
        professoren; universität; universitäten; universitätsklinik; harvard; charité; nobelpreis*; mediziner'),
    ('scholar', 'fr', 'chercheur; chercheurs; chercheuses; scientifique; scientifiques; professeur; professeurs; université; universités;
        harvard; prix nobel; la science'),
    ('scholar', 'es', 'investigador; investigadores; investigadoras; científico; científicos; científicas; profesor; profesores; universidad;
        universidades; harvard; premio nobel; la ciencia'),
    ('finding', 'en', 'found; find; finds; find out; show; shows; showed; shown; prove; proves; proved; proven; confirm; confirms;
        confirmed; discover; discovers; discovered; discovery; demonstrate; demonstrates; demonstrated; report; reports; reported;
        reveal; reveals; revealed; conclude; concludes; concluded; conclusion; observe; observed; agree; agrees; agreed; suggest;
        suggests; suggested; verify; verified; validate; validated; establish; established; document; documented; measured;
        research; researched; study; studies; studied; trial; trials; tested; findings; results; back; backs; backed; support;
        supports; endorse; endorses; say; says; said; according to; attest; attests; publish; published'),
    ('finding', 'de', 'fanden; gefunden; herausgefunden; herausfanden; zeigen; zeigt; zeigten; gezeigt; beweisen; beweist; bewiesen; belegen;
        belegt; bestätigen; bestätigt; bestätigten; entdeckt; entdeckten; entdeckung; nachgewiesen; erforscht; laut; studie;
        studien; untersucht; festgestellt'),
    ('finding', 'fr', 'trouvé; trouvent; montrent; montré; montre; prouvent; prouvé; confirment; confirmé; confirme; découvert; découvrent;
        démontré; démontrent; selon; étude; études; constaté; établi'),
    ('finding', 'es', 'encontraron; encontrado; encontró; descubrieron; descubierto; descubrió; demuestran; demostraron; demostrado; demostró;
        confirman; confirmado; confirmaron; confirma; según; estudio; estudios; comprobaron; comprobado; muestran'),

    ('substitute', 'en', 'never again; never have to; never see; never visit; never pay; never go to; no need to; not need; wont have to; will
        not have to; wont need; will not need; need never; dont have to; do not have to; saves you the; saves you a; save yourself
        the; saves a trip to; saves the trip to; save the trip to; skip the; so you never; last visit to; fire your; dismiss your; no reason to; without paying; without visiting; without seeing;
        without going to; no trips to; spare yourself; superfluous; makes any; independent of'),
    ('substitute', 'de', 'kein; keinen; nie mehr; niemals; nicht mehr; brauchen sie keinen; brauchst du keinen; erspart; sparen sie sich; sparen
        sich; überflüssig; machen den; macht den'),
    ('substitute', 'fr', 'plus jamais; plus besoin; jamais besoin; n''avez plus besoin; évite; remplacent; économisez'),
    ('substitute', 'es', 'nunca más; nunca necesitará; nunca necesitarás; ya no necesita; ya no necesitas; ya no necesitará; no necesita; no
        necesitas; reemplazan; ahorra'),
    ('medical_care', 'en', 'physiotherapist; physiotherapists; physical therapist; physical therapists; physio; physios; osteopath;
        osteopaths; osteopathy; acupuncturist; acupuncturists; orthopedist; orthopaedist; surgeon;
        surgeons; dermatologist; dermatologists; neurologist; rehab; rehabilitation; clinic visits; gp; general practitioner; psychologist; psychiatrist; psychotherapy; therapists'),
    ('medical_care', 'de', 'physiotherapeut; physiotherapeuten; physiotherapeutin; krankengymnastik; krankengymnast; osteopath; osteopathen;
        orthopäde; orthopäden; chiropraktiker; heilpraktiker; therapeut; therapeuten; hautarzt; facharzt; hausarzt; ärzte; reha'),
    ('medical_care', 'fr', 'kinésithérapeute; kinésithérapeutes; kinésithérapie; ostéopathe; ostéopathes; thérapeute; thérapeutes;
        dermatologue; rééducation; spécialiste'),
    ('medical_care', 'es', 'fisioterapeuta; fisioterapeutas; fisioterapia; osteópata; osteópatas; quiropráctico; terapeuta; terapeutas;
        dermatólogo; rehabilitación; especialista'),
    ('needless', 'en', 'unnecessary; superfluous; redundant; obsolete; needless; pointless; thing of the past; out of work; out of a job; out
        of business; jobless; is history; are history; no longer needed; not needed; never needed'),
    ('needless', 'de', 'überflüssig; unnötig; arbeitslos; nicht mehr nötig; entbehrlich'),
    ('needless', 'fr', 'inutile; inutiles; superflu; superflus'),
    ('needless', 'es', 'innecesario; innecesaria; innecesarios; superfluo; inútil'),

    ('no_harm', 'en', 'perfect for expectant; perfect for expecting; perfect for pregnant; perfect during pregnancy; perfect for mums to be;
        perfect for moms to be; perfect for mothers to be; perfect for a mum to be; perfect for a mom to be; perfect for a mother to be'),
    ('pregnancy', 'en', 'mother to be; mothers to be; mum to be; mom to be; mums to be; moms to be; mama to be; expectant mother; expecting
        mother; expectant; pregnant women; pregnant woman; pregnant mothers; when expecting; expecting a baby; breastfeeding;
        breast feeding; nursing mothers; nursing mother; lactation; lactating; baby bump; unborn baby; unborn child; in the
        family way'),
    ('pregnancy', 'de', 'schwanger; schwangeren; werdende mütter; werdende mutter; werdenden müttern; stillzeit; stillende'),
    ('pregnancy', 'fr', 'femme enceinte; femmes enceintes; future maman; futures mamans; future mère; futures mères; allaitement; allaitante'),
    ('pregnancy', 'es', 'embarazadas; mujer embarazada; mujeres embarazadas; futura mamá; futuras mamás; futuras madres; gestante; gestantes;
        lactancia'),
    ('suit', 'en', 'suitable for; suitable in; suited to; suited for; gentle enough for; mild enough for; okay for; ok for; fine for; perfect
        for; ideal for; great for; recommended for; made for; designed for; good for; can be used by; can be used during; can be
        used in; may be used by; may be used during; usable during; approved for; no problem for; no problem in; worry free for;
        trusted by; loved by; even for; even in; even during; also for; also during'),
    ('suit', 'de', 'geeignet für; geeignet in; ideal für; perfekt für; auch für; auch in der; auch während der; selbst für; selbst in der;
        problemlos in; problemlos für'),
    ('suit', 'fr', 'convient aux; convient à; idéal pour; parfait pour; adapté aux; adaptée aux; même pour; même pendant; aussi pour'),
    ('suit', 'es', 'apto para; apta para; ideal para; perfecto para; adecuado para; adecuada para; incluso para; incluso durante; también para'),

    ('unsuited', 'en', 'not suitable; unsuitable; not suited; unsuited; not recommended; not advised; not intended for; not ideal; not designed
        for; not made for; not to be used; should not be used; must not be used; do not use; not for'),
    ('unsuited', 'de', 'nicht geeignet; ungeeignet; nicht empfohlen; nicht anwenden; nicht für'),
    ('unsuited', 'fr', 'ne convient pas; ne conviennent pas; déconseillé; déconseillée; ne pas utiliser'),
    ('unsuited', 'es', 'no apto; no apta; no es apto; no es apta; no recomendado; no recomendada; no adecuado; no usar; no utilizar'),
    ('clinic', 'en', 'clinic; clinics; hospital; medical center; medical centre; medical clinic; rehabilitation clinic; rehabilitation centre;
        rehabilitation center; physiotherapy clinic; physiotherapy practice; physio clinic; chiropractic clinic; therapy centre;
        therapy center; massage clinic; health clinic; acupuncture clinic'),
    ('clinic', 'de', 'klinik; klinikum; krankenhaus; rehaklinik; therapiezentrum; praxis für physiotherapie; praxis'),
    ('clinic', 'fr', 'clinique; hôpital; centre médical'),
    ('clinic', 'es', 'clínica; hospital; centro médico'),
    ('street', 'en', 'street; road; avenue; lane; boulevard; po box; p o box; postcode; post code; zip code'),
    ('street', 'de', '*strasse; strasse; *weg; *allee; *platz; *gasse; postfach; plz'),
    ('street', 'fr', 'rue; code postal'),
    ('street', 'es', 'calle; avenida; código postal')
) AS term (concept_code, language, phrases)
CROSS JOIN LATERAL unnest(string_to_array(regexp_replace(term.phrases, '\s+', ' ', 'g'), ';')) AS phrase
ORDER BY term.concept_code, term.language, phrase
-- Some stand in their concept already, in another language or form.
ON CONFLICT DO NOTHING;

INSERT INTO claim_pattern (rule_id, concepts, max_gap, is_ordered, label, reason, condition) VALUES
    ('H1', '{cure,wound}', 6, false, 'block', 'says that wounds or injuries are healed', NULL),
    ('H1', '{mend,wound}', 3, false, 'block', 'says that wounds or injuries are healed', NULL),
    ('H1', '{wound_healing}', 0, true, 'block', 'says that wounds or injuries are healed', NULL),
    ('H6', '{expel,heavy_metal}', 6, false, 'block', 'that metals are drawn from the body is a false physiological claim', NULL),
    ('H6', '{heavy_metal,inner_body}', 6, false, 'flag', 'speaks of metals in the body', NULL),
    ('H5', '{scholar,finding}', 4, false, 'block', 'claims proof by research; health claims need controlled human trials', 'evidence'),
    ('H11', '{medical_care,needless}', 5, true, 'block', 'says that medical care is not needed', NULL),
    ('H9', '{suit,pregnancy}', 4, true, 'block', 'safety in pregnancy cannot be promised', NULL),
    ('H13', '{unread_script}', 0, true, 'flag', 'written in letters that the rules know no words of; a person who reads them has to look', NULL),
    ('H13', '{mixed_script}', 0, true, 'flag', 'words made of letters of several scripts look like others than they are; a person has to look', NULL);

-- The name of a street says nothing of devices or professions, and who advises against use promises no safety.
INSERT INTO claim_exemption (concepts, max_gap, rules) VALUES
    ('{unsuited,pregnancy}', 6, '{H9}'),
    ('{clinic,street}', 5, '{H7}'),
    ('{street,clinic}', 5, '{H7}');
