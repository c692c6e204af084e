import CPseudoTerminal
import Glibc

/// A pseudo-terminal of this process; what is shown on it, a thread reads and drops.
struct PseudoTerminal {
  let master: Int32
  let slave: Int32

  /// - Throws: `BenchError` when there is none.
  init() throws {
    var slave: Int32 = -1
    master = pty_pair(100, 40, &slave)
    self.slave = slave
    guard master >= 0 else { throw BenchError("no pseudo-terminal can be had") }
    var thread = pthread_t()
    pthread_create(&thread, nil, drainTerminal, UnsafeMutableRawPointer(bitPattern: Int(master)))
    pthread_detach(thread)
  }

  /// Types keys.
  func send(_ keys: String) {
    var rest = Array(keys.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }
}

private func drainTerminal(_ argument: UnsafeMutableRawPointer?) -> UnsafeMutableRawPointer? {
  var chunk = [UInt8](repeating: 0, count: 1 << 16)
  while read(Int32(Int(bitPattern: argument)), &chunk, chunk.count) > 0 {}
  return nil
}
