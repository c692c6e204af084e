/// A part of the harness: its programs, what candidates may do there, how long it may take.
package struct HarnessProfile: Sendable, Hashable {
  /// What the harness calls it; it chooses the programs by it.
  let name: String
  /// Whether candidates find the packages of any Python, and not only of an environment.
  let findsPackages: Bool
  /// What a run may take beyond twice its wall limit, in seconds.
  let patience: Double

  /// The tests are beside the candidate's process: plain Python, no file to write to.
  package static let plain = HarnessProfile(name: "plain", findsPackages: false, patience: 60)

  /// The tests are in the candidate's process: libraries, which take time to be imported, and a
  /// directory to write to.
  package static let libraries = HarnessProfile(
    name: "libraries", findsPackages: true, patience: 600)
}
