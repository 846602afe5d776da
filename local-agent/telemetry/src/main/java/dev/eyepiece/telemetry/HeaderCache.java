package dev.eyepiece.telemetry;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Resources and scopes by their encoded bytes: senders repeat them in every request, so each is
 * decoded once. Bounded; forgets everything when full. For one thread.
 */
final class HeaderCache {
  private static final int MAX_ENTRIES = 1024;
  private static final int MAX_BUFFER = Integer.MAX_VALUE - 8;
  private static final byte[] NOTHING = new byte[0];

  private static final class Key {
    private final byte[] message;
    private final byte[] schemaUrl;
    private final int hash;

    Key(byte[] message, byte[] schemaUrl) {
      this.message = message;
      this.schemaUrl = schemaUrl;
      this.hash = 31 * Arrays.hashCode(message) + Arrays.hashCode(schemaUrl);
    }

    @Override
    public boolean equals(@Nullable Object other) {
      return other instanceof Key that
          && hash == that.hash
          && Arrays.equals(message, that.message)
          && Arrays.equals(schemaUrl, that.schemaUrl);
    }

    @Override
    public int hashCode() {
      return hash;
    }
  }

  /**
   * Where references of attributes point. With any, equal bytes of two requests mean different
   * things and nothing is remembered.
   */
  private List<Utf8> strings = List.of();

  private boolean references;

  private final Map<Key, Resource> resources = new HashMap<>();
  private final Map<Key, Scope> scopes = new HashMap<>();
  private byte[] message = new byte[512];
  private int messageLength;
  private byte[] schemaUrl = NOTHING;

  /** Follows references into the string table of the request at hand, and remembers nothing. */
  void follow(List<Utf8> table) {
    strings = table;
    references = true;
  }

  private TreeReader reader(Key key) {
    TreeReader reader = new TreeReader(key.message);
    reader.values.references = references;
    reader.strings = strings;
    return reader;
  }

  /** Starts a new header. */
  void begin() {
    messageLength = 0;
    schemaUrl = NOTHING;
  }

  /**
   * Takes the message field at the reader's position; several are one message, merged by joining
   * them.
   */
  void message(ProtoReader in, int limit) throws MalformedOtlpException {
    int length = in.length(limit);
    int total = messageLength + length;
    if (total > message.length) {
      // Doubled, so that a header in very many pieces costs no more than its bytes.
      message =
          Arrays.copyOf(message, Math.max(total, (int) Math.min(2L * message.length, MAX_BUFFER)));
    }
    System.arraycopy(in.bytes, in.position, message, messageLength, length);
    messageLength = total;
    in.position += length;
  }

  void schemaUrl(ProtoReader in, long slice) {
    int offset = RecordBatch.sliceOffset(slice);
    schemaUrl = Arrays.copyOfRange(in.bytes, offset, offset + RecordBatch.sliceLength(slice));
  }

  /** The resource; {@code odd} tells whether the bytes want rewriting before it may be used. */
  Resource resource(ValueWalker odd) throws MalformedOtlpException {
    Key key = new Key(Arrays.copyOf(message, messageLength), schemaUrl);
    Resource known = resources.get(key);
    if (known != null) {
      return known;
    }
    TreeReader reader = reader(key);
    Resource made = reader.resource(messageLength, text());
    odd.odd |= reader.odd();
    odd.stray |= reader.values.stray;
    if (!odd.odd && !reader.values.stray && !references) {
      remember(resources, key, made);
    }
    return made;
  }

  /** The scope; {@code odd} tells whether the bytes want rewriting before it may be used. */
  Scope scope(ValueWalker odd) throws MalformedOtlpException {
    Key key = new Key(Arrays.copyOf(message, messageLength), schemaUrl);
    Scope known = scopes.get(key);
    if (known != null) {
      return known;
    }
    TreeReader reader = reader(key);
    Scope made = reader.scope(messageLength, text());
    odd.odd |= reader.odd();
    odd.stray |= reader.values.stray;
    if (!odd.odd && !reader.values.stray && !references) {
      remember(scopes, key, made);
    }
    return made;
  }

  private static <V> void remember(Map<Key, V> cache, Key key, V value) {
    if (cache.size() >= MAX_ENTRIES) {
      cache.clear();
    }
    cache.put(key, value);
  }

  private Utf8 text() {
    return Utf8.copyOf(schemaUrl, 0, schemaUrl.length);
  }
}
