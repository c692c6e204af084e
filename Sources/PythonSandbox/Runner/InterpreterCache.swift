import CanonicalJSON
import Experiments
import Glibc

/// What was found out of an interpreter, kept from one start to the next.
///
/// Asking a Python who it is and having it compile the harness takes as long as the first verdict. An
/// entry holds as long as the program's file is the same; a version manager's shim, which may lead
/// elsewhere the next time, is asked anew.
struct InterpreterCache: Sendable {
  /// Nil keeps nothing.
  var directory: String?

  /// What is known of a program; nil when it must be asked.
  func interpreter(at program: String) -> PythonInterpreter? {
    guard let path = entry(for: program), let bytes = read(path) else { return nil }
    let parts = bytes.split(
      separator: UInt8(ascii: "\n"), maxSplits: 5, omittingEmptySubsequences: false)
    guard parts.count == 6, Array(parts[0]) == Self.seal(of: bytes.dropFirst(parts[0].count + 1))
    else { return nil }
    let lines = parts[1...4].map { String(decoding: $0, as: UTF8.self) }
    return PythonInterpreter(
      path: lines[1], version: lines[0], hash: lines[3] == "none" ? nil : lines[3],
      packages: lines[2], programs: Array(parts[5]))
  }

  /// Keeps what a program said; without a place for it nothing is kept.
  func keep(_ interpreter: PythonInterpreter, at program: String) {
    guard let path = entry(for: program) else { return }
    let head =
      "\(interpreter.version)\n\(interpreter.path)\n\(interpreter.packages)\n"
      + "\(interpreter.hash ?? "none")\n"
    let temporary = "\(path).\(getpid())"
    let file = open(temporary, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    guard file >= 0 else { return }
    let content = Array(head.utf8) + interpreter.programs
    let bytes = Self.seal(of: content[...]) + [UInt8(ascii: "\n")] + content
    let isWritten = write(file, bytes, bytes.count) == bytes.count
    close(file)
    if !isWritten || rename(temporary, path) != 0 { unlink(temporary) }
  }

  /// The entry's file: named by the harness, the program and the state of its file.
  private func entry(for program: String) -> String? {
    var status = stat()
    guard let directory, program.hasPrefix("/"), stat(program, &status) == 0,
      isBinary(program)
    else { return nil }
    let state = [
      "\(status.st_dev)", "\(status.st_ino)", "\(status.st_size)", "\(status.st_mtim.tv_sec)",
      "\(status.st_mtim.tv_nsec)",
    ]
    let parts = [HarnessProgram.files, HarnessProgram.introduction, program] + state
    return "\(directory)/interpreter-\(ContentHash(of: parts.joined(separator: "\u{0}")).hex)"
  }

  /// The first line, FNV-1a of the rest: an entry that was cut short or spoiled would keep every
  /// judge from starting.
  private static func seal(of content: ArraySlice<UInt8>) -> [UInt8] {
    let hash = content.reduce(0xCBF2_9CE4_8422_2325 as UInt64) {
      ($0 ^ UInt64($1)) &* 0x100_0000_01B3
    }
    return Array(String(hash, radix: 16).utf8)
  }

  private func isBinary(_ program: String) -> Bool {
    let file = open(program, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return false }
    defer { close(file) }
    var head: [UInt8] = [0, 0, 0, 0]
    return Glibc.read(file, &head, 4) == 4 && head == [0x7F] + Array("ELF".utf8)
  }

  private func read(_ path: String) -> [UInt8]? {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { return nil }
    defer { close(file) }
    var status = stat()
    guard fstat(file, &status) == 0, status.st_size > 0 else { return nil }
    var bytes = [UInt8](repeating: 0, count: Int(status.st_size))
    return Glibc.read(file, &bytes, bytes.count) == bytes.count ? bytes : nil
  }
}
