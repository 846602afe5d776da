package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/** Decodes the dictionary of an encoded profiles request. For one thread. */
final class DictionaryReader extends TreeReader {
  private static final int STRING_TABLE = 5;

  /** How many bytes of tables a byte may become; short stacks, the worst that is real, take 16. */
  private static final int MAX_GROWTH = 32;

  /** What an entry takes in memory without its lists, and its place in its table; roughly. */
  private static final int ENTRY_BYTES = 48;

  private static final int LIST_BYTES = 40;

  private final ProfilesDictionary dictionary = new ProfilesDictionary();
  private final NumberList indices = new NumberList();
  private final MemoryBudget budget = new MemoryBudget(MAX_GROWTH);
  private long retainedBytes;

  DictionaryReader(byte[] bytes) {
    super(bytes);
    values.references = true;
    strings = dictionary.strings();
  }

  /** The request's dictionary; several are joined, as protobuf merges a message that came twice. */
  ProfilesDictionary read(int length) throws MalformedOtlpException {
    budget.begin(length);
    // The strings first: attributes refer to them, and nothing orders the tables on the wire.
    tables(length, true);
    tables(length, false);
    return dictionary;
  }

  /** What the tables take in memory, roughly. */
  long retainedBytes() {
    return retainedBytes;
  }

  private void take(int bytes) throws MalformedOtlpException {
    budget.take(bytes, in.position);
    retainedBytes += bytes;
  }

  private void tables(int length, boolean texts) throws MalformedOtlpException {
    in.position = 0;
    while (in.position < length) {
      int tag = in.tag(length);
      if (tag >>> 3 == 2) {
        int end = messageEnd(tag, length, "dictionary");
        while (in.position < end) {
          int table = in.tag(end);
          if ((table >>> 3 == STRING_TABLE) == texts) {
            entry(table, end);
          } else {
            in.skip(table, end, 2);
          }
        }
      } else {
        in.skip(tag, length, 1);
      }
    }
  }

  private void entry(int tag, int limit) throws MalformedOtlpException {
    take(ENTRY_BYTES);
    switch (tag >>> 3) {
      case 1 -> dictionary.mappings().add(mapping(messageEnd(tag, limit, "mapping_table")));
      case 2 -> dictionary.locations().add(location(messageEnd(tag, limit, "location_table")));
      case 3 -> dictionary.functions().add(function(messageEnd(tag, limit, "function_table")));
      case 4 -> dictionary.links().add(link(messageEnd(tag, limit, "link_table")));
      case STRING_TABLE -> {
        Utf8 string = text(tag, limit, "string_table");
        take(string.length());
        dictionary.strings().add(string);
      }
      case 6 -> dictionary.attributes().add(attribute(messageEnd(tag, limit, "attribute_table")));
      case 7 -> dictionary.stacks().add(stack(messageEnd(tag, limit, "stack_table")));
      default -> in.skip(tag, limit, 2);
    }
  }

  private ProfilesDictionary.Mapping mapping(int limit) throws MalformedOtlpException {
    long start = 0;
    long end = 0;
    long offset = 0;
    int filename = 0;
    indices.clear();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> start = number(tag, limit, "memory_start");
        case 2 -> end = number(tag, limit, "memory_limit");
        case 3 -> offset = number(tag, limit, "file_offset");
        case 4 -> filename = (int) number(tag, limit, "filename_strindex");
        case 5 -> indices.read(in, tag, limit, ProtoReader.VARINT, "attribute_indices");
        default -> in.skip(tag, limit, 3);
      }
    }
    return new ProfilesDictionary.Mapping(start, end, offset, filename, indices());
  }

  private ProfilesDictionary.Location location(int limit) throws MalformedOtlpException {
    int mapping = 0;
    long address = 0;
    List<ProfilesDictionary.Line> lines = List.of();
    indices.clear();
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> mapping = (int) number(tag, limit, "mapping_index");
        case 2 -> address = number(tag, limit, "address");
        case 3 -> {
          if (lines.isEmpty()) {
            take(LIST_BYTES);
            lines = new ArrayList<>(1);
          }
          take(LIST_BYTES);
          lines.add(line(messageEnd(tag, limit, "lines")));
        }
        case 4 -> indices.read(in, tag, limit, ProtoReader.VARINT, "attribute_indices");
        default -> in.skip(tag, limit, 3);
      }
    }
    return new ProfilesDictionary.Location(mapping, address, lines, indices());
  }

  private ProfilesDictionary.Line line(int limit) throws MalformedOtlpException {
    int function = 0;
    long line = 0;
    long column = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> function = (int) number(tag, limit, "function_index");
        case 2 -> line = number(tag, limit, "line");
        case 3 -> column = number(tag, limit, "column");
        default -> in.skip(tag, limit, 4);
      }
    }
    return new ProfilesDictionary.Line(function, line, column);
  }

  private ProfilesDictionary.Function function(int limit) throws MalformedOtlpException {
    int name = 0;
    int systemName = 0;
    int filename = 0;
    long startLine = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> name = (int) number(tag, limit, "name_strindex");
        case 2 -> systemName = (int) number(tag, limit, "system_name_strindex");
        case 3 -> filename = (int) number(tag, limit, "filename_strindex");
        case 4 -> startLine = number(tag, limit, "start_line");
        default -> in.skip(tag, limit, 3);
      }
    }
    return new ProfilesDictionary.Function(name, systemName, filename, startLine);
  }

  private ProfilesDictionary.Link link(int limit) throws MalformedOtlpException {
    byte[] trace = new byte[16];
    long span = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> trace = opaque(tag, limit, 16, "link.trace_id");
        case 2 -> span = bigEndian(opaque(tag, limit, 8, "link.span_id"), 0);
        default -> in.skip(tag, limit, 3);
      }
    }
    return new ProfilesDictionary.Link(bigEndian(trace, 0), bigEndian(trace, 8), span);
  }

  private ProfilesDictionary.Attribute attribute(int limit) throws MalformedOtlpException {
    int key = 0;
    AnyValue value = AnyValue.Empty.INSTANCE;
    boolean valued = false;
    int unit = 0;
    while (in.position < limit) {
      int tag = in.tag(limit);
      EarlierProfiles.attributeField(tag, in.position);
      switch (tag >>> 3) {
        case 1 -> key = (int) number(tag, limit, "key_strindex");
        case 2 -> {
          values.odd |= valued;
          valued = true;
          int from = in.position;
          value = anyValue(tag, limit, "value");
          take(4 * (in.position - from));
        }
        case 3 -> unit = (int) number(tag, limit, "unit_strindex");
        default -> in.skip(tag, limit, 3);
      }
    }
    return new ProfilesDictionary.Attribute(key, value, unit);
  }

  private ProfilesDictionary.Stack stack(int limit) throws MalformedOtlpException {
    indices.clear();
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 1) {
        indices.read(in, tag, limit, ProtoReader.VARINT, "location_indices");
      } else {
        in.skip(tag, limit, 3);
      }
    }
    return new ProfilesDictionary.Stack(indices());
  }

  private List<Integer> indices() throws MalformedOtlpException {
    if (indices.size() == 0) {
      return List.of();
    }
    take(LIST_BYTES + Integer.BYTES * indices.size());
    return new Indices(indices.toInts());
  }
}
