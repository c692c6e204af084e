/// How a sandbox is set up.
package struct SandboxOptions: Sendable, Hashable {
  /// Judges that work at the same time at most.
  package var workers: Int
  /// Runs even where the layers do not bound files, processes, network and memory.
  package var allowsWeak: Bool
  /// Layers that are not tried: for finding out what the others are worth.
  package var leftOut: Set<String>
  /// Starts Python as this user; only root can.
  package var user: UInt32?
  /// Where prepared problems are kept from one start to the next; nil keeps none.
  package var cacheDirectory: String?
  /// How long a Python may take to say who it is, and a judge to be ready.
  package var longestStart: Duration = .seconds(60)

  package init(
    workers: Int = 16, allowsWeak: Bool = false, leftOut: Set<String> = [], user: UInt32? = nil,
    cacheDirectory: String? = nil
  ) {
    self.workers = workers
    self.allowsWeak = allowsWeak
    self.leftOut = leftOut
    self.user = user
    self.cacheDirectory = cacheDirectory
  }
}
