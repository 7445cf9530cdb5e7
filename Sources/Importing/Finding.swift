/// Something worth telling about a record that was taken all the same.
public struct Finding: Sendable, Equatable {
    /// The rule's name: `gtin_check_digit`.
    public let code: String
    /// The field it is about, as in `supplier_items`.
    public let field: String
    /// The text found, or nil.
    public let value: String?
    /// What it means and what was done.
    public let message: String
    /// The line in the file.
    public let line: Int

    /// A finding.
    public init(code: String, field: String, value: String?, message: String, line: Int) {
        self.code = code
        self.field = field
        self.value = value
        self.message = message
        self.line = line
    }
}

/// Why a record cannot be trusted and waits in quarantine.
public struct RecordFault: Sendable, Equatable {
    /// The rule's name: `price_negative`.
    public let code: String
    /// The field it is about.
    public let field: String
    /// The text found, or nil where it is missing.
    public let value: String?
    /// What is wrong and how to put it right.
    public let message: String
    /// The line of the faulty element.
    public let line: Int
    /// The column of the faulty element.
    public let column: Int
    /// The path of the faulty element below the record.
    public let path: String

    /// A fault.
    public init(
        code: String, field: String, value: String?, message: String, line: Int, column: Int, path: String
    ) {
        self.code = code
        self.field = field
        self.value = value
        self.message = message
        self.line = line
        self.column = column
        self.path = path
    }
}
