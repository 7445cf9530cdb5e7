package import Quantities

/// A language that documents are written in.
package enum DocumentLanguage: String, Sendable, CaseIterable {
    case english = "en"
    case german = "de"
    case french = "fr"
    case spanish = "es"
    case chinese = "zh"

    /// Where it stands in the rows of words, which begin with English.
    var place: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

/// The labels of a language, and how it writes numbers and days.
package struct DocumentWords: Sendable {
    /// The language.
    package let language: DocumentLanguage
    private let words: [DocumentWord: String]

    /// The words of a language.
    package init(_ language: DocumentLanguage) {
        self.language = language
        words = Dictionary(
            uniqueKeysWithValues: DocumentWord.allCases.map { word in
                let row = DocumentWord.table[word] ?? DocumentWord.goodsTable[word]
                return (word, row?[language.place] ?? word.rawValue)
            })
    }

    /// A word.
    package subscript(word: DocumentWord) -> String { words[word] ?? word.rawValue }

    /// A sentence with figures in its places, as `{days}`.
    package func sentence(_ word: DocumentWord, _ figures: [String: String]) -> String {
        var text = self[word]
        for (name, figure) in figures {
            let parts = text.split(separator: "{\(name)}", omittingEmptySubsequences: false)
            text = parts.joined(separator: figure)
        }
        return text
    }

    /// A number as the reader writes it, with groups of three.
    package func number(_ value: Decimal, minimumFractionDigits: Int = 0) -> String {
        let text = value.text(minimumFractionDigits: minimumFractionDigits)
        let isNegative = text.hasPrefix("-")
        let parts = text.drop { $0 == "-" }.split(separator: ".", maxSplits: 1)
        let digits = Array(parts[0])
        let groups = digits.enumerated().map { index, digit in
            let isBreak = index > 0 && (digits.count - index) % 3 == 0
            return (isBreak ? groupMark : "") + String(digit)
        }
        return (isNegative ? "−" : "") + groups.joined() + (parts.count > 1 ? decimalMark + parts[1] : "")
    }

    /// A day, `yyyy-mm-dd`, as the reader writes it.
    package func day(_ text: String) -> String {
        let parts = text.split(separator: "-")
        guard parts.count == 3, let month = Int(parts[1]), (1...12).contains(month), let day = Int(parts[2]) else {
            return text
        }
        switch language {
        case .english: return "\(day) \(Self.months[month - 1]) \(parts[0])"
        case .german: return "\(parts[2]).\(parts[1]).\(parts[0])"
        case .french, .spanish: return "\(parts[2])/\(parts[1])/\(parts[0])"
        case .chinese: return "\(parts[0])年\(month)月\(day)日"
        }
    }

    private var decimalMark: String { language == .english || language == .chinese ? "." : "," }

    private var groupMark: String {
        switch language {
        case .english, .chinese: ","
        case .german, .spanish: "."
        case .french: "\u{202F}"
        }
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
}

/// What documents say in every language.
package enum DocumentWord: String, Sendable, CaseIterable {
    case quotation, confirmation, proforma, pickList, packingSlip, invoice, creditNote, purchaseOrder, statement
    case number, date, dueDate, order, yourOrder, shipment, shippedOn, promisedOn, creditedInvoice, customer, supplier
    case billTo, shipTo, vatID, registration, line, item, quantity, unit, unitPrice, discount, freight, rounding, amount
    case net, tax, total, toPay, prepaid, terms, bank, page, location, yourItem, origin, tariff, mass, netMass, picked
    case reason, reverseCharge, intraCommunity, export, notSubject, exempt, validUntil, supplierItem, notAnInvoice
    case netDays, prepay, earlyDiscount, depositPart, shippingPart, netPart, credited, paid, open, daysOverdue, overdue,
        nothingOpen
    case lineSheet, commercialInvoice, material, disclosure, dimensions, iastmGrade, conditions, notMet
    case gradeProfessional, gradeConditional, gradeRetailOnly, gradeUnsuitable, gradeUnassessed, gradeMeaning
    case netPrices, otherGoods, fromQuantity, minimumQuantity, inSteps, packContent
    case grossMass, packages, incoterms, exportReason, carrier, customsValue, declaration, signature
    case reasonSale, reasonSample, reasonReturn, reasonRepair, reasonGift

    /// In the order of `DocumentLanguage`: English, German, French, Spanish, Chinese.
    static let table: [DocumentWord: [String]] = [
        .quotation: ["Quotation", "Angebot", "Devis", "Presupuesto", "报价单"],
        .confirmation: [
            "Order confirmation", "Auftragsbestätigung", "Confirmation de commande", "Confirmación de pedido", "订单确认",
        ],
        .proforma: ["Pro-forma invoice", "Proforma-Rechnung", "Facture pro forma", "Factura proforma", "形式发票"],
        .pickList: ["Pick list", "Kommissionierliste", "Liste de préparation", "Lista de preparación", "拣货单"],
        .packingSlip: ["Packing slip", "Lieferschein", "Bon de livraison", "Albarán", "装箱单"],
        .invoice: ["Invoice", "Rechnung", "Facture", "Factura", "发票"],
        .creditNote: ["Credit note", "Gutschrift", "Avoir", "Factura rectificativa", "贷记通知单"],
        .purchaseOrder: ["Purchase order", "Bestellung", "Bon de commande", "Orden de compra", "采购订单"],
        .statement: [
            "Statement of account", "Kontoauszug", "Relevé de compte", "Extracto de cuenta", "对账单",
        ],
        .credited: ["Credited", "Gutgeschrieben", "Avoirs", "Abonado", "已贷记"],
        .paid: ["Paid", "Bezahlt", "Payé", "Pagado", "已付"],
        .open: ["Open", "Offen", "Solde", "Pendiente", "未付"],
        .daysOverdue: ["Days overdue", "Tage überfällig", "Jours de retard", "Días de retraso", "逾期天数"],
        .overdue: ["Overdue", "Überfällig", "En retard", "Vencido", "逾期"],
        .nothingOpen: [
            "Nothing is open.", "Es ist nichts offen.", "Aucun solde.", "No hay saldo pendiente.", "无未付款项。",
        ],
        .number: ["Number", "Nummer", "Numéro", "Número", "编号"],
        .date: ["Date", "Datum", "Date", "Fecha", "日期"],
        .dueDate: ["Due", "Fällig am", "Échéance", "Vencimiento", "到期日"],
        .order: ["Our order", "Unser Auftrag", "Notre commande", "Nuestro pedido", "我方订单"],
        .yourOrder: ["Your order", "Ihre Bestellung", "Votre commande", "Su pedido", "贵方订单"],
        .shipment: ["Shipment", "Lieferung", "Expédition", "Envío", "发货"],
        .shippedOn: ["Shipped on", "Versandt am", "Expédié le", "Enviado el", "发货日期"],
        .promisedOn: ["Promised for", "Zugesagt für", "Promis pour le", "Prometido para", "承诺日期"],
        .creditedInvoice: ["For invoice", "Zur Rechnung", "Facture d'origine", "Factura original", "对应发票"],
        .customer: ["Customer", "Kunde", "Client", "Cliente", "客户"],
        .supplier: ["Supplier", "Lieferant", "Fournisseur", "Proveedor", "供应商"],
        .billTo: ["Bill to", "Rechnung an", "Facturé à", "Facturar a", "收票方"],
        .shipTo: ["Ship to", "Lieferung an", "Livré à", "Enviar a", "收货方"],
        .vatID: ["VAT number", "USt-IdNr.", "N° de TVA", "NIF-IVA", "增值税号"],
        .registration: ["Registration", "Register", "Immatriculation", "Registro", "注册号"],
        .line: ["Pos.", "Pos.", "Pos.", "Pos.", "序号"],
        .item: ["Item", "Artikel", "Article", "Artículo", "商品"],
        .quantity: ["Quantity", "Menge", "Quantité", "Cantidad", "数量"],
        .unit: ["Unit", "Einheit", "Unité", "Unidad", "单位"],
        .unitPrice: ["Unit price", "Einzelpreis", "Prix unitaire", "Precio unitario", "单价"],
        .freight: ["Freight", "Fracht", "Port", "Portes", "运费"],
        .discount: ["Discount", "Rabatt", "Remise", "Descuento", "折扣"],
        .rounding: ["Rounding", "Rundung", "Arrondi", "Redondeo", "舍入"],
        .amount: ["Amount", "Betrag", "Montant", "Importe", "金额"],
        .net: ["Net", "Netto", "Total HT", "Base imponible", "净额"],
        .tax: ["VAT", "USt", "TVA", "IVA", "增值税"],
        .total: ["Total", "Gesamt", "Total TTC", "Total", "合计"],
        .toPay: ["To pay", "Zu zahlen", "À payer", "A pagar", "应付"],
        .prepaid: ["Paid already", "Bereits bezahlt", "Déjà payé", "Ya pagado", "已付"],
        .terms: ["Terms of payment", "Zahlungsbedingungen", "Conditions de paiement", "Condiciones de pago", "付款条件"],
        .bank: ["Bank account", "Bankverbindung", "Compte bancaire", "Cuenta bancaria", "银行账户"],
        .page: ["Page", "Seite", "Page", "Página", "页"],
        .location: ["Location", "Lagerort", "Emplacement", "Ubicación", "库位"],
        .yourItem: ["Your item", "Ihre Artikelnr.", "Votre réf.", "Su ref.", "贵方货号"],
        .origin: ["Origin", "Ursprung", "Origine", "Origen", "原产地"],
        .tariff: ["HS code", "Zolltarifnr.", "Code SH", "Código SA", "海关编码"],
        .mass: ["Mass", "Masse", "Masse", "Masa", "质量"],
        .netMass: ["Net mass", "Nettomasse", "Masse nette", "Masa neta", "净重"],
        .picked: ["Picked", "Entnommen", "Prélevé", "Recogido", "已拣"],
        .reason: ["Reason", "Grund", "Motif", "Motivo", "原因"],
        .reverseCharge: [
            "Reverse charge: the customer accounts for the tax",
            "Steuerschuldnerschaft des Leistungsempfängers", "Autoliquidation", "Inversión del sujeto pasivo",
            "反向征税：由客户缴纳增值税",
        ],
        .intraCommunity: [
            "Intra-Community supply, exempt by article 138 of Directive 2006/112/EC",
            "Steuerfreie innergemeinschaftliche Lieferung, Artikel 138 der Richtlinie 2006/112/EG",
            "Livraison intracommunautaire exonérée, article 138 de la directive 2006/112/CE",
            "Entrega intracomunitaria exenta, artículo 138 de la Directiva 2006/112/CE",
            "欧盟内部供货，依据第2006/112/EC号指令第138条免税",
        ],
        .export: [
            "Export outside the EU, exempt by article 146 of Directive 2006/112/EC",
            "Steuerfreie Ausfuhrlieferung, Artikel 146 der Richtlinie 2006/112/EG",
            "Exportation hors UE exonérée, article 146 de la directive 2006/112/CE",
            "Exportación fuera de la UE exenta, artículo 146 de la Directiva 2006/112/CE",
            "出口至欧盟境外，依据第2006/112/EC号指令第146条免税",
        ],
        .notSubject: [
            "Not subject to VAT", "Nicht steuerbar", "Non soumis à la TVA", "No sujeto al IVA", "不征增值税",
        ],
        .exempt: ["Exempt from tax", "Steuerfrei", "Exonéré de taxe", "Exento de impuestos", "免税"],
        .validUntil: ["Valid until", "Gültig bis", "Valable jusqu'au", "Válido hasta", "有效期至"],
        .supplierItem: ["Your part number", "Ihre Artikelnr.", "Votre référence", "Su referencia", "贵方货号"],
        .notAnInvoice: [
            "This is not an invoice and no tax may be deducted by it.",
            "Dies ist keine Rechnung und berechtigt nicht zum Vorsteuerabzug.",
            "Ceci n'est pas une facture et n'ouvre pas droit à déduction de la TVA.",
            "Este documento no es una factura y no da derecho a deducción del IVA.",
            "本文件并非发票，不得用于抵扣税款。",
        ],
        .netDays: [
            "Net within {days} days", "Netto innerhalb von {days} Tagen", "Net à {days} jours", "Neto a {days} días",
            "{days}天内净付",
        ],
        .depositPart: [
            "{percent} % deposit with the order", "{percent} % Anzahlung bei Auftragserteilung",
            "{percent} % d'acompte à la commande", "{percent} % de anticipo con el pedido", "订单确认时付定金{percent}%",
        ],
        .shippingPart: [
            "{percent} % before shipping", "{percent} % vor dem Versand", "{percent} % avant l'expédition",
            "{percent} % antes del envío", "发货前付{percent}%",
        ],
        .netPart: [
            "{percent} % within {days} days of the invoice",
            "{percent} % innerhalb von {days} Tagen nach Rechnungsdatum",
            "{percent} % à {days} jours de la facture", "{percent} % a {days} días de la factura",
            "开票后{days}天内付{percent}%",
        ],
        .prepay: ["Payment in advance", "Vorkasse", "Paiement d'avance", "Pago por adelantado", "预付款"],
        .earlyDiscount: [
            "{percent} % discount within {days} days", "{percent} % Skonto innerhalb von {days} Tagen",
            "{percent} % d'escompte sous {days} jours", "{percent} % de descuento en {days} días",
            "{days}天内付款享{percent}%折扣",
        ],
    ]
}

extension DocumentKind {
    /// The heading.
    var word: DocumentWord {
        switch self {
        case .quotation: .quotation
        case .confirmation: .confirmation
        case .proforma: .proforma
        case .pickList: .pickList
        case .packingSlip: .packingSlip
        case .invoice: .invoice
        case .creditNote: .creditNote
        case .purchaseOrder: .purchaseOrder
        case .statement: .statement
        case .lineSheet: .lineSheet
        case .commercialInvoice: .commercialInvoice
        }
    }
}
