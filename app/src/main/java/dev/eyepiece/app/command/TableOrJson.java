package dev.eyepiece.app.command;

import picocli.CommandLine.ParseResult;

/** The option of what is printed for people or for programs. */
final class TableOrJson {
  private static final String OPTION = "--format";

  private TableOrJson() {}

  /**
   * Whether JSON is asked for.
   *
   * @param of what is printed, for the message
   */
  static boolean isJson(ParseResult arguments, String of) throws CommandException {
    String format = arguments.matchedOptionValue(OPTION, "table");
    return switch (format) {
      case "json" -> true;
      case "table" -> false;
      default ->
          throw CommandException.usage(
              OPTION + ": '" + format + "' is no format of " + of + "; expected table or json");
    };
  }
}
