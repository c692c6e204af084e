/// The best reader of lines for what the standard streams are: an editor, or plain reading.
package func makeLineReader(
  console: Console, settings: EditorSettings, hooks: EditorHooks = EditorHooks(),
  historyFile: HistoryFile? = nil
) async -> any LineReader {
  await EditingLineReader.start(
    console: console, settings: settings, hooks: hooks, historyFile: historyFile)
    ?? PlainLineReader(console: console, isComplete: hooks.isComplete)
}
