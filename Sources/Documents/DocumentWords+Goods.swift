extension DocumentWord {
    /// What line sheets and customs documents say besides, in the order of `DocumentLanguage`.
    static let goodsTable: [DocumentWord: [String]] = [
        .lineSheet: ["Line sheet", "Sortimentsliste", "Catalogue tarif", "Catálogo de precios", "产品价目册"],
        .commercialInvoice: [
            "Commercial invoice", "Handelsrechnung", "Facture commerciale", "Factura comercial", "商业发票",
        ],
        .material: ["Material", "Material", "Matière", "Material", "材质"],
        .disclosure: ["Treatment", "Behandlung", "Traitement", "Tratamiento", "处理"],
        .dimensions: ["Size", "Maße", "Dimensions", "Medidas", "尺寸"],
        .iastmGrade: ["IASTM grade", "IASTM-Stufe", "Niveau IASTM", "Grado IASTM", "IASTM等级"],
        .conditions: ["Conditions", "Bedingungen", "Conditions", "Condiciones", "使用条件"],
        .notMet: ["Not met", "Nicht erfüllt", "Non satisfait", "No cumple", "未满足"],
        .gradeProfessional: ["professional", "professionell", "professionnel", "profesional", "专业级"],
        .gradeConditional: ["conditional", "bedingt", "sous conditions", "condicional", "有条件"],
        .gradeRetailOnly: [
            "retail only", "nur für den Einzelhandel", "vente au détail seule", "solo venta minorista", "仅供零售",
        ],
        .gradeUnsuitable: ["unsuitable", "ungeeignet", "inadapté", "no apto", "不适用"],
        .gradeUnassessed: ["not assessed", "nicht bewertet", "non évalué", "sin evaluar", "未评定"],
        .gradeMeaning: [
            "an assessment of the tool as an object with its documents; no medical, safety or efficacy certificate.",
            "eine Bewertung des Werkzeugs als Gegenstand mit seinen Unterlagen; kein medizinisches, Sicherheits- oder Wirksamkeitszeugnis.",
            "une évaluation de l'outil en tant qu'objet avec ses documents ; ni certificat médical, ni de sécurité, ni d'efficacité.",
            "una evaluación de la herramienta como objeto con sus documentos; no es un certificado médico, de seguridad ni de eficacia.",
            "仅就工具本身及其文件所作的评定，并非医疗、安全或功效证明。",
        ],
        .netPrices: [
            "Net prices in {currency}, without tax, as of {day}.",
            "Nettopreise in {currency}, ohne Steuer, Stand {day}.",
            "Prix nets en {currency}, hors taxe, au {day}.", "Precios netos en {currency}, sin impuestos, a {day}.",
            "{currency}净价，不含税，截至{day}。",
        ],
        .otherGoods: ["Other goods", "Weitere Artikel", "Autres articles", "Otros artículos", "其他商品"],
        .fromQuantity: ["From", "Ab", "Dès", "Desde", "起订量"],
        .minimumQuantity: ["Minimum", "Mindestmenge", "Minimum", "Mínimo", "最低订量"],
        .inSteps: [
            "in steps of {quantity}", "in Schritten von {quantity}", "par multiples de {quantity}",
            "en múltiplos de {quantity}", "以{quantity}为单位递增",
        ],
        .packContent: [
            "1 {unit} holds {content}", "1 {unit} enthält {content}", "1 {unit} contient {content}",
            "1 {unit} contiene {content}", "每{unit}含{content}",
        ],
        .grossMass: ["Gross mass", "Bruttomasse", "Masse brute", "Masa bruta", "毛重"],
        .packages: ["Packages", "Packstücke", "Colis", "Bultos", "件数"],
        .incoterms: ["Delivery terms", "Lieferbedingung", "Incoterms", "Condiciones de entrega", "贸易术语"],
        .exportReason: [
            "Reason for export", "Grund der Ausfuhr", "Motif de l'exportation", "Motivo de exportación", "出口原因",
        ],
        .carrier: ["Carrier", "Frachtführer", "Transporteur", "Transportista", "承运人"],
        .customsValue: ["Total value", "Gesamtwert", "Valeur totale", "Valor total", "总价值"],
        .reasonSale: ["sale", "Verkauf", "vente", "venta", "销售"],
        .reasonSample: ["samples", "Muster", "échantillons", "muestras", "样品"],
        .reasonReturn: ["return", "Rücksendung", "retour", "devolución", "退货"],
        .reasonRepair: ["repair", "Reparatur", "réparation", "reparación", "维修"],
        .reasonGift: ["gift", "Geschenk", "cadeau", "regalo", "赠品"],
        .declaration: [
            "We declare that what this invoice says is true and correct.",
            "Wir erklären, dass die Angaben dieser Rechnung wahr und richtig sind.",
            "Nous certifions que les indications de cette facture sont exactes et sincères.",
            "Declaramos que los datos de esta factura son verdaderos y correctos.", "我方声明本发票所载内容真实无误。",
        ],
        .signature: [
            "Place, date, signature", "Ort, Datum, Unterschrift", "Lieu, date, signature", "Lugar, fecha, firma",
            "地点、日期、签字",
        ],
    ]
}
