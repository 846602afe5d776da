package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The tables that all profiles of a request share: OTLP {@code ProfilesDictionary}. Index 0 of each
 * is the zero value and means "not set"; senders may leave it out, repeat entries, and hold entries
 * that nothing points to. The lists are live and for one thread.
 *
 * @param strings where everything that ends in "strindex" points
 */
public record ProfilesDictionary(
    List<Mapping> mappings,
    List<Location> locations,
    List<Function> functions,
    List<Link> links,
    List<Utf8> strings,
    List<Attribute> attributes,
    List<Stack> stacks) {

  /** Without any entry. */
  public ProfilesDictionary() {
    this(
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>(),
        new ArrayList<>());
  }

  /** The same entries in lists that cannot be changed, safe for use by several threads. */
  ProfilesDictionary frozen() {
    return new ProfilesDictionary(
        Collections.unmodifiableList(mappings),
        Collections.unmodifiableList(locations),
        Collections.unmodifiableList(functions),
        Collections.unmodifiableList(links),
        Collections.unmodifiableList(strings),
        Collections.unmodifiableList(attributes),
        Collections.unmodifiableList(stacks));
  }

  /** With the zero entry that OTLP asks of each table. */
  public static ProfilesDictionary withZeroEntries() {
    ProfilesDictionary dictionary = new ProfilesDictionary();
    dictionary.mappings.add(new Mapping(0, 0, 0, 0, List.of()));
    dictionary.locations.add(new Location(0, 0, List.of(), List.of()));
    dictionary.functions.add(new Function(0, 0, 0, 0));
    dictionary.links.add(new Link(0, 0, 0));
    dictionary.strings.add(Utf8.EMPTY);
    dictionary.attributes.add(new Attribute(0, AnyValue.Empty.INSTANCE, 0));
    dictionary.stacks.add(new Stack(List.of()));
    return dictionary;
  }

  /**
   * A file mapped into a process.
   *
   * @param start address, unsigned
   * @param limit address after the last, unsigned
   * @param fileOffset bytes, unsigned
   * @param filename index into the strings
   * @param attributes indices into the attributes
   */
  public record Mapping(
      long start, long limit, long fileOffset, int filename, List<Integer> attributes) {}

  /**
   * An instruction.
   *
   * @param mapping index into the mappings
   * @param address unsigned
   * @param lines more than one when calls were inlined, the outermost caller last
   * @param attributes indices into the attributes
   */
  public record Location(int mapping, long address, List<Line> lines, List<Integer> attributes) {}

  /**
   * A place in source.
   *
   * @param function index into the functions
   * @param line counted from 1, 0 when not known
   * @param column counted from 1, 0 when not known
   */
  public record Line(int function, long line, long column) {}

  /**
   * A function.
   *
   * @param name index into the strings, the readable name
   * @param systemName index into the strings, the mangled name
   * @param filename index into the strings
   * @param startLine counted from 1, 0 when not known
   */
  public record Function(int name, int systemName, int filename, long startLine) {}

  /** A span; zero for none. Ids are big-endian. */
  public record Link(long traceIdHigh, long traceIdLow, long spanId) {}

  /**
   * OTLP {@code KeyValueAndUnit}.
   *
   * @param key index into the strings
   * @param unit index into the strings, by UCUM
   */
  public record Attribute(int key, AnyValue value, int unit) {}

  /**
   * A call stack.
   *
   * @param locations indices into the locations, the leaf first
   */
  public record Stack(List<Integer> locations) {}
}
