internal import Postgres
package import Storage

extension Products {
    /// Gives a product the picture in a file, or with nil takes it away; answers the picture it has then.
    ///
    /// The bytes are kept, so that the file may go and a backup has the picture. Refuses `product_unknown`, `picture_unreadable`
    /// for what is no whole PNG or JPEG of at most 1 MiB and 25 million pixels, and `picture_missing` where there is none to take away.
    package func setPicture(_ sku: String, file: String?, dryRun: Bool = false) throws -> PictureRow? {
        try database.write(dryRun: dryRun) {
            let product = try product(sku).id
            if let file {
                let picture = try picture(file)
                try database.connection.run(
                    UpsertPicture(product: product, mediaType: picture.mediaType, content: picture.content))
            } else {
                guard try database.connection.run(DeletePicture(product: product)) > 0 else {
                    throw Refusal(
                        "picture_missing", "\(sku) has no picture", at: sku,
                        remedy: "nephrite product picture \(sku) FILE gives it one")
                }
            }
            let row = try database.connection.first(SelectPicture(product: product))
            try database.connection.run(
                InsertAudit(
                    action: "product.picture", subjectKind: "product", subject: sku,
                    detail: [("sha256", row?.digest ?? "")]))
            return row
        }
    }

    /// The picture a product has; nil where it has none.
    ///
    /// Refuses `product_unknown`.
    package func picture(of sku: String) throws -> PictureRow? {
        try database.connection.first(SelectPicture(product: product(sku).id))
    }

    private func picture(_ file: String) throws -> PictureFile {
        do throws(PictureFile.Problem) {
            let picture = try PictureFile(file, most: 1 << 20)
            guard picture.mediaType != "image/svg+xml" else {
                throw PictureFile.Problem(words: "it is an SVG, and pictures of products are PNG or JPEG")
            }
            return picture
        } catch {
            throw Refusal(
                "picture_unreadable", "the picture cannot be used: \(error.words)", at: file,
                remedy: "give a PNG or JPEG of at most 1 MiB; 1200 pixels at the longer side are enough for print")
        }
    }
}
