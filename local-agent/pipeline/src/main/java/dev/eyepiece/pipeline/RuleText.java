package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.Signal;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Rule sets in force as bytes, by which they are told apart and kept: a line that names the form,
 * then for each set, in their order, a line {@code id mode signals bytes} and the text.
 */
final class RuleText {
  private static final String FORM = "eyepiece-rules 1";
  private static final String ALL = "all";

  private RuleText() {}

  static byte[] write(List<RoadRule> rules) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes((FORM + "\n").getBytes(StandardCharsets.UTF_8));
    for (RoadRule rule : rules) {
      byte[] text = rule.text().getBytes(StandardCharsets.UTF_8);
      String head =
          rule.id()
              + " "
              + rule.errorMode()
              + " "
              + signals(rule.signals())
              + " "
              + text.length
              + "\n";
      out.writeBytes(head.getBytes(StandardCharsets.UTF_8));
      out.writeBytes(text);
      out.write('\n');
    }
    return out.toByteArray();
  }

  private static String signals(Set<Signal> signals) {
    return signals.isEmpty()
        ? ALL
        : signals.stream().sorted().map(Signal::name).collect(Collectors.joining(","));
  }

  /** Never the hash of no rules. */
  static long hash(byte[] written) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(written);
      long hash = ByteBuffer.wrap(digest).getLong();
      return hash == Journal.EMPTY_RULE_SET ? 1 : hash;
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /**
   * Reads what was written.
   *
   * @throws IllegalArgumentException for anything else
   */
  static List<RoadRule> read(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    if (!line(in).equals(FORM)) {
      throw new IllegalArgumentException("not of the form '" + FORM + "'");
    }
    List<RoadRule> rules = new ArrayList<>();
    while (in.hasRemaining()) {
      String[] head = line(in).split(" ", -1);
      if (head.length != 4 || !head[3].matches("\\d{1,9}")) {
        throw new IllegalArgumentException("a broken line before a rule set");
      }
      int length = Integer.parseInt(head[3]);
      if (length >= in.remaining()) {
        throw new IllegalArgumentException("a text that is cut off");
      }
      byte[] text = new byte[length];
      in.get(text).get();
      rules.add(
          new RoadRule(
              head[0],
              RoadRule.ErrorMode.valueOf(head[1]),
              signals(head[2]),
              new String(text, StandardCharsets.UTF_8)));
    }
    return rules;
  }

  private static Set<Signal> signals(String text) {
    Set<Signal> signals = EnumSet.noneOf(Signal.class);
    if (!text.equals(ALL)) {
      for (String name : text.split(",", -1)) {
        signals.add(Signal.valueOf(name));
      }
    }
    return signals;
  }

  private static String line(ByteBuffer in) {
    int start = in.position();
    while (in.hasRemaining()) {
      if (in.get() == '\n') {
        byte[] line = new byte[in.position() - start - 1];
        in.get(start, line);
        return new String(line, StandardCharsets.UTF_8);
      }
    }
    throw new IllegalArgumentException("a line that is cut off");
  }
}
