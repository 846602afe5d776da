package dev.eyepiece.app.command;

import java.util.List;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/**
 * What a command of several can do: the word that stands first.
 *
 * @param names at least two, in the order in which they are told
 */
record Actions(List<String> names) {

  static Actions of(String... names) {
    return new Actions(List.of(names));
  }

  PositionalParamSpec parameter() {
    return PositionalParamSpec.builder()
        .index("0")
        .arity("1")
        .required(true)
        .paramLabel(String.join("|", names))
        .type(String.class)
        .description("What to do.")
        .build();
  }

  /** Which one is asked for. */
  String read(ParseResult arguments) throws CommandException {
    String action = arguments.matchedPositionalValue(0, "");
    if (!names.contains(action)) {
      throw CommandException.usage(
          "'"
              + action
              + "' is unknown; expected "
              + String.join(", ", names.subList(0, names.size() - 1))
              + " or "
              + names.getLast());
    }
    return action;
  }
}
