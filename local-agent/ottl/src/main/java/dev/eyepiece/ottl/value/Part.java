package dev.eyepiece.ottl.value;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a record that rules can move as a whole but not look into: its events, its points, its
 * status.
 *
 * @param kind what it is; a path takes parts of its own kind alone
 * @param content the part; of a list the live list itself
 */
public record Part(String kind, Object content) {
  /** The list that this part is, {@code null} when it is none. */
  public @Nullable List<?> list() {
    return content instanceof List<?> list ? list : null;
  }

  /** The number of the list's members, 0 of what is no list. */
  public int size() {
    return content instanceof List<?> list ? list.size() : 0;
  }

  /** Parts are the same when they are the same place of the same record. */
  public boolean same(Part other) {
    return kind.equals(other.kind)
        && (content instanceof List
            ? Values.same(content, other.content)
            : content.equals(other.content));
  }
}
