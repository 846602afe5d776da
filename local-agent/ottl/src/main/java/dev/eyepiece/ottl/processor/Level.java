package dev.eyepiece.ottl.processor;

import java.util.List;

/**
 * Conditions of one context that drop its records: any one that holds does.
 *
 * @param present whether the level is there at all, with or without conditions
 */
record Level(boolean present, AnyOf conditions, ErrorMode errorMode) {
  static final Level NONE = new Level(false, List.of(), ErrorMode.IGNORE);

  Level(boolean present, List<Statement> conditions, ErrorMode errorMode) {
    this(present, new AnyOf(conditions), errorMode);
  }
}
