internal import Rendering

/// The picture of the letterhead.
enum Letterhead {
    /// The picture in a file as a `data:` address; nil where there is no file named.
    ///
    /// Refuses `logo_unreadable`: no such file, too large, or no PNG, JPEG or SVG.
    static func logo(file: String) throws -> String? {
        guard !file.isEmpty else { return nil }
        do throws(PictureFile.Problem) {
            let picture = try PictureFile(file, most: 512 << 10)
            return "data:\(picture.mediaType);base64,\(Base64.text(picture.content))"
        } catch {
            throw Refusal(
                "logo_unreadable", "the picture of the letterhead cannot be used: \(error.words)", at: file,
                remedy:
                    "nephrite settings set company_logo=FILE with a PNG, JPEG or SVG of at most 512 KiB, or company_logo= for none"
            )
        }
    }
}
