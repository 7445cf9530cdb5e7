/// Our numbers of products.
public enum SKU {
    /// The SKU of a supplier's part number: what is not `A-Z a-z 0-9 . _ -` becomes a hyphen.
    public static func of(_ partNumber: String, prefix: String) -> String {
        var sku = prefix + "-"
        for scalar in partNumber.unicodeScalars {
            switch scalar {
            case "A"..."Z", "a"..."z", "0"..."9", ".", "_", "-": sku.unicodeScalars.append(scalar)
            default: sku.append("-")
            }
        }
        return sku
    }
}
