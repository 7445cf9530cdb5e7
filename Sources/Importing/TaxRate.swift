internal import Quantities

/// A rate of tax as feeds write it, as a share: `0.19`, `19`, `20 %` are 0.19, 0.19 and 0.2.
struct TaxRate {
    /// The share in millionths: 190,000 of `19`.
    let millionths: Int64

    /// Nil when the text is no rate below 100 percent.
    ///
    /// A number below 1 is a share, any other is percent: no tax is below one percent. A comma stands for a point,
    /// since the rate is not always written as the prices are.
    init?(_ text: String, notation: NumberNotation) {
        let digits = text.filter { $0 != "%" && !$0.isWhitespace }
        let other = NumberNotation(decimalMark: notation.decimalMark == "." ? "," : ".")
        guard let number = (try? Decimal(digits, notation: notation)) ?? (try? Decimal(digits, notation: other)),
            number >= .zero, number < Decimal(100)
        else { return nil }
        millionths = number < Decimal(1) ? number.millionths : number.millionths / 100
    }
}
