package dev.eyepiece.ottl.engine;

import java.util.Locale;

/**
 * A parameter of a function.
 *
 * @param field its name in upper camel case, which a named argument's name must come to
 */
public record Param(String field, ParamKind kind, boolean optional) {
  /** Its name as rules write it, in snake case: the one that always works. */
  public String name() {
    StringBuilder name = new StringBuilder();
    for (int i = 0; i < field.length(); i++) {
      char c = field.charAt(i);
      if (Character.isUpperCase(c)) {
        name.append(i == 0 ? "" : "_");
      }
      name.append(c);
    }
    return name.toString().toLowerCase(Locale.ROOT);
  }

  /** Whether an argument of this name means this parameter. */
  boolean isNamed(String argument) {
    return Cases.camel(argument).equals(field);
  }
}
