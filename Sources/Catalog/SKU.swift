/// Our numbers of products.
public enum SKU {
    /// The SKU of a supplier's part number: what is not `A-Z a-z 0-9 . _ -` becomes a hyphen.
    public static func of(_ partNumber: String, prefix: String) -> String {
        var sku = prefix + "-"
        for scalar in partNumber.unicodeScalars { sku.unicodeScalars.append(isAllowed(scalar) ? scalar : "-") }
        return sku
    }

    /// Whether a product of our own may have it: at most 300 of the letters, digits and marks above.
    public static func isWellFormed(_ sku: String) -> Bool {
        sku.utf8.count <= 300 && sku.unicodeScalars.allSatisfy(isAllowed)
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "A"..."Z", "a"..."z", "0"..."9", ".", "_", "-": true
        default: false
        }
    }
}
