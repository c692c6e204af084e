internal import FoundationEssentials

/// The pages of a database file, those that its WAL holds in their last committed form.
///
/// Read without SQLite, which gives up where a page is missing or its way there is.
///
/// **Source**: https://sqlite.org/fileformat2.html
struct DatabasePages {
  let pageSize: Int
  /// How many pages to look at; page numbers begin at 1.
  let count: Int
  private let main: [UInt8]
  private let wal: [UInt8]
  /// Where in the WAL a page begins.
  private let inWAL: [Int: Int]

  init(path: String) throws {
    main = [UInt8](try Data(contentsOf: URL(filePath: path)))
    wal = (try? Data(contentsOf: URL(filePath: path + "-wal"))).map { [UInt8]($0) } ?? []
    pageSize = Self.pageSize(of: main)
    inWAL = Self.committedPages(wal, pageSize: pageSize)
    count = max(main.count / pageSize, inWAL.keys.max() ?? 0)
  }

  /// A page with all its bytes; nil when it is missing or cut off.
  subscript(number: Int) -> ArraySlice<UInt8>? {
    guard number >= 1, number <= count else { return nil }
    if let start = inWAL[number] { return wal[start..<start + pageSize] }
    let start = (number - 1) * pageSize
    return start + pageSize <= main.count ? main[start..<start + pageSize] : nil
  }

  private static func pageSize(of main: [UInt8]) -> Int {
    guard main.count > 18 else { return 4096 }
    let written = Int(main[16]) << 8 | Int(main[17])
    let size = written == 1 ? 65536 : written
    return (512...65536).contains(size) && size.nonzeroBitCount == 1 ? size : 4096
  }

  /// Frames belong to the WAL while they carry its salt; they count up to the last one that ends a
  /// transaction.
  private static func committedPages(_ wal: [UInt8], pageSize: Int) -> [Int: Int] {
    var committed: [Int: Int] = [:]
    var pending: [Int: Int] = [:]
    var frame = 32
    while frame + 24 + pageSize <= wal.count, wal[frame + 8..<frame + 16] == wal[16..<24] {
      pending[wal[frame...].bigEndian(4)] = frame + 24
      if wal[(frame + 4)...].bigEndian(4) > 0 {
        committed.merge(pending) { _, last in last }
        pending = [:]
      }
      frame += 24 + pageSize
    }
    return committed
  }
}

extension ArraySlice<UInt8> {
  /// The number in the first bytes, the most significant first; there must be that many.
  func bigEndian(_ count: Int) -> Int { prefix(count).reduce(0) { $0 << 8 | Int($1) } }
}
