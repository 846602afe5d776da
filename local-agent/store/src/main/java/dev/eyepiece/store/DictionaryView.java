package dev.eyepiece.store;

import dev.eyepiece.store.Dictionary.Column;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a dictionary held at one time; immutable. Lists start with number 1, that of columns with
 * number 0.
 */
final class DictionaryView {
  static final DictionaryView EMPTY =
      new DictionaryView(
          0, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

  private final int entries;
  private final List<Column> columns;
  private final List<byte[]> resourceHeaders;
  private final List<byte[]> scopeHeaders;
  private final List<Shape> shapes;
  private final List<byte[]> metricHeads;
  private final List<byte[]> frames;
  private final List<byte[]> stacks;
  private @Nullable List<Resource> resources;
  private @Nullable List<Scope> scopes;
  private @Nullable List<MetricHead> metrics;
  private @Nullable StackTable stackTable;

  DictionaryView(
      int entries,
      List<Column> columns,
      List<byte[]> resourceHeaders,
      List<byte[]> scopeHeaders,
      List<Shape> shapes,
      List<byte[]> metricHeads,
      List<byte[]> frames,
      List<byte[]> stacks) {
    this.entries = entries;
    this.columns = columns;
    this.resourceHeaders = resourceHeaders;
    this.scopeHeaders = scopeHeaders;
    this.shapes = shapes;
    this.metricHeads = metricHeads;
    this.frames = frames;
    this.stacks = stacks;
  }

  int entries() {
    return entries;
  }

  List<Column> columns() {
    return columns;
  }

  List<Shape> shapes() {
    return shapes;
  }

  byte[] metricHead(int number) {
    return metricHeads.get(number - 1);
  }

  /** What the points of each metric share, in the order of the numbers. */
  synchronized List<MetricHead> metrics() throws StoreException {
    List<MetricHead> known = metrics;
    if (known == null) {
      known = new ArrayList<>();
      for (byte[] head : metricHeads) {
        known.add(MetricHead.decode(head));
      }
      metrics = known;
    }
    return known;
  }

  /** The stacks and their frames, by number. */
  synchronized StackTable stacks() {
    StackTable known = stackTable;
    if (known == null) {
      known = StackTable.decode(frames, stacks);
      stackTable = known;
    }
    return known;
  }

  byte[] resourceHeader(int number) {
    return resourceHeaders.get(number - 1);
  }

  byte[] scopeHeader(int number) {
    return scopeHeaders.get(number - 1);
  }

  synchronized List<Resource> resources() throws StoreException {
    List<Resource> known = resources;
    if (known == null) {
      known = new ArrayList<>();
      Headers headers = new Headers();
      for (byte[] header : resourceHeaders) {
        known.add(headers.resource(header));
      }
      resources = known;
    }
    return known;
  }

  synchronized List<Scope> scopes() throws StoreException {
    List<Scope> known = scopes;
    if (known == null) {
      known = new ArrayList<>();
      Headers headers = new Headers();
      for (byte[] header : scopeHeaders) {
        known.add(headers.scope(header));
      }
      scopes = known;
    }
    return known;
  }

  /** For each resource the text of an attribute, null where it has none. */
  List<@Nullable String> resourceTexts(String key) throws StoreException {
    Utf8 wanted = Utf8.of(key);
    JsonText text = new JsonText();
    List<@Nullable String> texts = new ArrayList<>();
    for (Resource resource : resources()) {
      texts.add(text(resource.attributes(), wanted, text));
    }
    return texts;
  }

  private static @Nullable String text(Attributes attributes, Utf8 key, JsonText text) {
    for (int i = 0; i < attributes.size(); i++) {
      if (attributes.key(i).equals(key)) {
        text.clear();
        text.text(attributes.value(i));
        return new String(text.bytes, 0, text.length, StandardCharsets.UTF_8);
      }
    }
    return null;
  }
}
