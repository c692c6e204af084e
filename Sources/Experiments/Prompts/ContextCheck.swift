/// Whether a server read the whole prompt, as far as its own count of tokens tells.
///
/// Servers that cut a prompt answer as if nothing had happened. Ollama keeps the end of it and half
/// of the window; others run a model with a smaller window than was asked for.
package enum ContextCheck: Sendable, Hashable {
  /// The count is what was to be expected, or there is none.
  case whole
  /// The count is low, which a prompt cache explains as well.
  case doubtful(String)
  /// The prompt was cut.
  case cut(String)

  /// Compares a reported count with the estimate and the window that was asked for, all in tokens.
  ///
  /// | reported | estimate 6,000, window 5,120 |
  /// |---|---|
  /// | 5,600 | whole: beyond the window, so it is larger than asked |
  /// | 5,119 | cut: the window is full |
  /// | 2,561 | cut: half of the window |
  /// | 2,048 | cut: a window of 2,048 |
  /// | 1,500 | doubtful |
  package init(reported: Int?, estimated: Int, window: Int) {
    guard let reported, reported > 0, estimated > 0 else {
      self = .whole
      return
    }
    if (window - 1...window).contains(reported), estimated > window / 2 {
      self = .cut("the prompt filled the window of \(window) tokens, so it was probably longer")
    } else if reported * 10 >= estimated * 6 {
      self = .whole
    } else if let size = Self.window(that: reported, isBelow: window) {
      self = .cut(
        "the server read \(reported) of about \(estimated) tokens, as a window of \(size) does")
    } else {
      self = .doubtful(
        "the server counted \(reported) tokens of about \(estimated): a prompt cache, or the prompt was cut"
      )
    }
  }

  /// The window that a low count points to: the one asked for cut to its half, or a usual size.
  private static func window(that reported: Int, isBelow window: Int) -> Int? {
    let usual = [2048, 4096, 8192, 16384, 32768].filter { $0 < window }
    for size in [window] + usual {
      for count in [size, size / 2] where abs(reported - count) <= 16 + count / 100 {
        if count < window { return size }
      }
    }
    return nil
  }
}
