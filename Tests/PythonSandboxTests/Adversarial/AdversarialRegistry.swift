extension AdversarialClass {
  /// Every class of the suite.
  static let all: [Self] = [
    exits, deferredEffects, fakeSuccess, lyingNumbers, lyingContainers, lyingTypes,
    patchedModules, introspection, reaching, processes, signals, memoryFloods, outputFloods,
    recursion, threads, waiting, files, network, kernelCalls, harmlessCalls, time, changedArguments,
    resultKinds, oddResults, oddSources, oddEntryPoints,
    forgedFrames, costlyAnswers,
  ]

  /// Those that take half a minute each.
  static let slow: [Self] = [costliestAnswers]
}
