/// A packed file that cannot be unpacked.
package struct GzipError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong with the packed data.
  package enum Fault: Error, Sendable, Hashable {
    /// The bytes end before the data does.
    case truncated
    /// A member does not start as gzip does.
    case badHeader
    /// Packed in a way other than deflate.
    case unknownMethod(UInt8)
    /// The deflate stream breaks its own rules; the byte where it was noticed.
    case corrupt(offset: Int, reason: String)
    /// The checksum of what was unpacked is not the recorded one.
    case wrongChecksum
    /// The length of what was unpacked is not the recorded one.
    case wrongLength
    /// Other bytes follow the last member.
    case trailingBytes(offset: Int)
    /// More than the limit would come out.
    case tooLarge(limit: Int)
    /// Not gzip at all, but another way of packing.
    case otherPacking(String)
  }

  package var file: String
  package var fault: Fault

  package init(file: String, fault: Fault) {
    self.file = file
    self.fault = fault
  }

  /// What is wrong, one phrase.
  package var reason: String {
    switch fault {
    case .truncated: "the gzip data ends too early"
    case .badHeader: "the gzip header is damaged"
    case .unknownMethod(let method): "the gzip data uses the unknown method \(method)"
    case .corrupt(let offset, let reason): "the gzip data is damaged near byte \(offset): \(reason)"
    case .wrongChecksum: "the gzip data is damaged: its checksum does not match"
    case .wrongLength: "the gzip data is damaged: its length does not match"
    case .trailingBytes(let offset): "something else follows the gzip data at byte \(offset)"
    case .tooLarge(let limit): "it would unpack to more than \(limit) bytes"
    case .otherPacking(let packer): "it is packed with \(packer), which koderz does not read"
    }
  }

  /// What to try next, one phrase.
  package var suggestion: String {
    switch fault {
    case .truncated: "copy or download the file again"
    case .tooLarge: "split the file"
    case .otherPacking: "unpack it, or pack it with gzip"
    default: "check it with gzip -t and fetch it again"
    }
  }

  /// Such as `mine.jsonl.gz: the gzip data ends too early (try: copy or download the file again)`.
  package var description: String { "\(file): \(reason) (try: \(suggestion))" }
}
