import Experiments
import Presentation
import Runs

/// The variables, beside those of the settings, that decide how servers and services are reached.
enum ServiceVariables {
  static func reply(_ services: Services) -> Reply {
    var table = Table(columns: [
      .init("variable"), .init("value", isFlexible: true), .init("from"),
      .init("meaning", isFlexible: true),
    ])
    var reply = Reply()
    for variable in services.models.variables {
      let shown = shown(variable, services.environment[variable.name])
      let origin = origin(variable, services)
      table.rows.append([
        StyledText(variable.name), StyledText(shown, .strong), StyledText(origin, .dim),
        StyledText(variable.help, .dim),
      ])
      reply.records.append(
        VariableRecord(name: variable.name, value: shown, origin: origin, help: variable.help))
    }
    reply.add(table)
    return reply
  }

  private static func shown(_ variable: ServiceVariable, _ value: String?) -> String {
    guard let value, !value.isEmpty else { return "–" }
    return variable.isSecret ? "set (redacted)" : value.withoutLogin
  }

  private static func origin(_ variable: ServiceVariable, _ services: Services) -> String {
    guard services.environment[variable.name] != nil else { return "not set" }
    let isFromFile = services.environmentFile.names.contains(variable.name)
    return isFromFile ? services.environmentFile.path : "environment"
  }
}
