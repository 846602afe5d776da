package dev.eyepiece.otlp;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The agents of this kind that a request was forwarded by, the first of them first, so that one
 * that comes back is known. They stand in the header {@value #HEADER} with commas between.
 *
 * @param ids what the agents are told apart by, each of 16 hexadecimal digits
 */
public record Hops(List<String> ids) {
  /** By nobody. */
  public static final Hops NONE = new Hops(List.of());

  static final String HEADER = "x-eyepiece-via";

  /** A chain of agents that people build is far shorter. */
  static final int MOST = 16;

  private static final Pattern ID = Pattern.compile("[0-9a-f]{16}");
  private static final int ID_LENGTH = 16;

  public Hops {
    ids = List.copyOf(ids);
    if (ids.size() > MOST + 1 || !ids.stream().allMatch(Hops::isId)) {
      throw new IllegalArgumentException(
          "hops: expected at most " + (MOST + 1) + " ids of 16 hexadecimal digits");
    }
  }

  /** Whether a text can stand for an agent. */
  public static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  /** Reads what {@link #text} wrote, null for what it never writes. */
  public static @Nullable Hops read(String text) {
    if (text.isBlank()) {
      return NONE;
    }
    // Looked at before it is taken apart: it comes from outside.
    if (text.length() > (MOST + 1) * (ID_LENGTH + 2)) {
      return null;
    }
    List<String> ids = new ArrayList<>();
    for (String id : text.split(",", -1)) {
      ids.add(id.strip());
    }
    return ids.size() <= MOST + 1 && ids.stream().allMatch(Hops::isId) ? new Hops(ids) : null;
  }

  /** Reads what {@link #bytes} wrote, null for what it never writes. */
  public static @Nullable Hops read(byte[] bytes) {
    return bytes.length == 0 ? NONE : read(new String(bytes, StandardCharsets.US_ASCII));
  }

  public String text() {
    return String.join(",", ids);
  }

  /** The text, of {@value #MOST_BYTES} bytes at most; none when nobody forwarded it. */
  public byte[] bytes() {
    return text().getBytes(StandardCharsets.US_ASCII);
  }

  /** What {@link #bytes} takes at most. */
  public static final int MOST_BYTES = (MOST + 1) * (ID_LENGTH + 1) - 1;

  public boolean isEmpty() {
    return ids.isEmpty();
  }

  /** Whether there are too many of them to forward it once more. */
  boolean isTooLong() {
    return ids.size() > MOST;
  }

  /** These and one more; the same when there are too many already. */
  public Hops with(String id) {
    if (isTooLong()) {
      return this;
    }
    List<String> more = new ArrayList<>(ids);
    more.add(id);
    return new Hops(more);
  }
}
