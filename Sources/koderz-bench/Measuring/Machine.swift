import Glibc

/// Where the figures were measured.
enum Machine {
  static var cores: Int { sysconf(Int32(_SC_NPROCESSORS_ONLN)) }

  /// Programs that ran or wanted to, on average over the last minute.
  static var load: Double {
    var load = 0.0
    return getloadavg(&load, 1) == 1 ? load.rounded : 0
  }

  static var build: String {
    #if DEBUG
      "debug"
    #else
      "release"
    #endif
  }

  /// The folder of this executable, where `koderz` is built too.
  static var executableFolder: String {
    var bytes = [UInt8](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &bytes, bytes.count)
    let path = String(decoding: bytes[..<max(0, count)], as: UTF8.self)
    return path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
  }

  /// The first of these paths at which there is a file.
  static func firstFile(_ paths: [String]) -> String? {
    paths.first { access($0, R_OK) == 0 }
  }
}
