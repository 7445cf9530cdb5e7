/// Where labels lie on what they are printed on: a sheet of many, or one label by itself.
///
/// Lengths are micrometres.
package struct LabelLayout: Sendable, Equatable {
    /// What a person calls it: `L7160`, or `100x150`.
    package let name: String
    /// The sheet, which of a label by itself is the label.
    package let pageWidth: Int, pageHeight: Int
    /// How many labels there are beside and below one another.
    package let columns: Int, rows: Int
    /// One label.
    package let width: Int, height: Int
    /// The place of the first label.
    let left: Int, top: Int
    /// From one label to the next.
    let across: Int, down: Int

    /// How many labels are on a sheet.
    package var count: Int { columns * rows }

    /// Sheets by their numbers in the trade, A6, or `WIDTHxHEIGHT` in millimetres from 20 to 300; nil for anything else.
    package init?(_ name: String) {
        if let sheet = Self.sheets.first(where: { $0.name.lowercased() == name.lowercased() }) {
            self = sheet
            return
        }
        let sides = name.lowercased().split(separator: "x", omittingEmptySubsequences: false).map { Int($0) }
        guard sides.count == 2, let width = sides[0], let height = sides[1], (20...300).contains(width),
            (20...300).contains(height)
        else { return nil }
        self.init(single: "\(width)x\(height)", width * 1000, height * 1000)
    }

    /// A sheet of labels; the margins at both sides are the same.
    private init(
        _ name: String, page: (Int, Int), _ columns: Int, _ rows: Int, label: (Int, Int), across: Int, top: Int
    ) {
        self.name = name
        (pageWidth, pageHeight) = page
        (self.columns, self.rows) = (columns, rows)
        (width, height) = label
        (self.across, down) = (across, label.1)
        left = (page.0 - across * (columns - 1) - label.0) / 2
        self.top = top
    }

    private init(single name: String, _ width: Int, _ height: Int) {
        self.init(name, page: (width, height), 1, 1, label: (width, height), across: width, top: 0)
    }

    private static let a4 = (210_000, 297_000)
    private static let letter = (215_900, 279_400)

    /// The sheets known by name.
    package static let sheets: [LabelLayout] = [
        LabelLayout("L7160", page: a4, 3, 7, label: (63_500, 38_100), across: 66_000, top: 15_150),
        LabelLayout("L7159", page: a4, 3, 8, label: (63_500, 33_900), across: 66_000, top: 12_900),
        LabelLayout("L7163", page: a4, 2, 7, label: (99_100, 38_100), across: 101_600, top: 15_150),
        LabelLayout("L7173", page: a4, 2, 5, label: (99_100, 57_000), across: 101_600, top: 6_000),
        LabelLayout("L7168", page: a4, 1, 2, label: (199_600, 143_500), across: 199_600, top: 5_000),
        LabelLayout("5160", page: letter, 3, 10, label: (66_675, 25_400), across: 69_850, top: 12_700),
        LabelLayout("5163", page: letter, 2, 5, label: (101_600, 50_800), across: 106_363, top: 12_700),
        LabelLayout("5126", page: letter, 1, 2, label: (215_900, 139_700), across: 215_900, top: 0),
        LabelLayout(single: "A6", 105_000, 148_000),
    ]
}
