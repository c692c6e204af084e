import LineEditor
import Runs

/// Reads lines with the keys that `set editing-mode` asks for, from the next prompt on.
struct SettingsFollowingReader: LineReader {
  let reader: any LineReader
  let session: OpenSession

  func readLine(prompt: Prompt) async -> ReadResult {
    var prompt = prompt
    prompt.keymap = Keymap(rawValue: await session.currentSettings["editing-mode"])
    return await reader.readLine(prompt: prompt)
  }
}
