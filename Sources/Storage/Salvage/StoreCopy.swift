internal import Experiments
internal import FoundationEssentials
internal import GRDB
internal import Glibc

/// A copy of a store that SQLite may mend as it opens it.
struct StoreCopy {
  private let folder: String
  private var path: String { folder + "/copy.sqlite" }

  /// - Throws: `StoreError` when the files cannot be copied.
  init(of original: String, scratch: String) throws(StoreError) {
    var template = Array((scratch + "/koderz-salvage-XXXXXX").utf8CString)
    guard mkdtemp(&template) != nil else {
      throw StoreError(system: errno, doing: "make a temporary folder", at: scratch)
    }
    folder = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    do {
      for suffix in ["", "-wal"] where access(original + suffix, F_OK) == 0 {
        try FileManager.default.copyItem(atPath: original + suffix, toPath: path + suffix)
      }
    } catch {
      remove()
      throw .unreadable(original, "cannot be copied into \(scratch): \(error)")
    }
  }

  /// Opens the copy, whatever its header says of its length.
  func open() throws -> DatabaseQueue {
    writeMagic()
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    configuration.prepareDatabase { try $0.execute(sql: StoreFile.acceptTruncated) }
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// The first bytes of every database, which SQLite reads nothing without.
  ///
  /// **Source**: https://sqlite.org/fileformat2.html#magic_header_string
  private func writeMagic() {
    let file = Glibc.open(path, O_WRONLY | O_CLOEXEC)
    guard file >= 0 else { return }
    let magic = Array("SQLite format 3\0".utf8)
    _ = magic.withUnsafeBytes { pwrite(file, $0.baseAddress, $0.count, 0) }
    close(file)
  }

  func remove() { try? FileManager.default.removeItem(atPath: folder) }
}
