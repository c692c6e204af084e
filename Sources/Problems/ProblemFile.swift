import CanonicalJSON
import Experiments
package import Judging

/// A line of a problem file that could not be used.
package struct LineDefect: Sendable, Hashable, CustomStringConvertible {
  package var file: String
  /// From 1.
  package var line: Int
  package var reason: String

  package var description: String { "\(file):\(line): \(reason)" }
}

/// What a problem file holds.
package struct ProblemLoad: Sendable, Hashable {
  /// In the order of the file; of a repeated id the first.
  package var problems: [BenchmarkProblem] = []
  package var defects: [LineDefect] = []
}

/// Reads problem files.
package enum ProblemFile {
  /// The problems in a file's bytes, JSON Lines, plain or gzip.
  ///
  /// A line that cannot be read becomes a defect; the others load.
  ///
  /// - Throws: `GzipError` when the file is packed and cannot be unpacked.
  package static func load(_ bytes: [UInt8], name: String) throws(GzipError) -> ProblemLoad {
    if let packer = otherPacker(of: bytes) {
      throw GzipError(file: name, fault: .otherPacking(packer))
    }
    let plain = try Gzip.isGzip(bytes) ? Gzip.inflate(bytes, name: name) : bytes
    var load = ProblemLoad()
    var seen: [String: Int] = [:]
    var number = 0
    for line in plain.withoutByteOrderMark.split(separator: 0x0A, omittingEmptySubsequences: false)
    {
      number += 1
      guard line.contains(where: { $0 > 0x20 }) else { continue }
      do throws(RecordError) {
        let problem = try problem(in: line)
        if let first = seen[problem.taskID] {
          throw RecordError("\(problem.taskID) stands on line \(first) already; that one counts")
        }
        seen[problem.taskID] = number
        load.problems.append(problem)
      } catch {
        load.defects.append(LineDefect(file: name, line: number, reason: error.description))
      }
    }
    return load
  }

  private static func problem(in line: ArraySlice<UInt8>) throws(RecordError) -> BenchmarkProblem {
    guard String(validating: line, as: UTF8.self) != nil else {
      throw RecordError("not UTF-8")
    }
    let record: JSONValue
    do {
      record = try JSONValue(parsing: Array(line))
    } catch {
      throw RecordError("not JSON at column \(error.offset + 1): \(error.message)")
    }
    guard case .object = record else {
      throw RecordError("\(record.kindInWords) instead of an object")
    }
    guard let format = ProblemFormats.all.first(where: { $0.recognizes(record) }) else {
      let names = ProblemFormats.all.map { $0.name }.joined(separator: ", ")
      throw RecordError(
        "no problem of a known format (\(names)): prompt, entry_point and test are needed, "
          + "or text, code and test_list")
    }
    return try format.problem(from: record)
  }

  private static func otherPacker(of bytes: [UInt8]) -> String? {
    let marks: [(name: String, bytes: [UInt8])] = [
      ("zip", [0x50, 0x4B, 0x03, 0x04]), ("zstd", [0x28, 0xB5, 0x2F, 0xFD]),
      ("xz", [0xFD, 0x37, 0x7A, 0x58, 0x5A]), ("bzip2", [0x42, 0x5A, 0x68]),
    ]
    return marks.first { bytes.starts(with: $0.bytes) }?.name
  }
}

extension [UInt8] {
  fileprivate var withoutByteOrderMark: ArraySlice<UInt8> {
    starts(with: [0xEF, 0xBB, 0xBF]) ? self[3...] : self[...]
  }
}
