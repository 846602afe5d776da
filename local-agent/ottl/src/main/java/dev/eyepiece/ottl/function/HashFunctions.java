package dev.eyepiece.ottl.function;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.eyepiece.ottl.engine.Arg;
import dev.eyepiece.ottl.engine.Args;
import dev.eyepiece.ottl.engine.Function;
import dev.eyepiece.ottl.engine.Node;
import dev.eyepiece.ottl.value.OttlException;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Attributes;
import dev.eyepiece.telemetry.Utf8;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The converters that hash, encode and decode. */
final class HashFunctions {
  static final List<Function> ALL =
      List.of(
          hex("MD5", bytes -> digest("MD5", bytes)),
          hex("SHA1", bytes -> digest("SHA-1", bytes)),
          hex("SHA256", bytes -> digest("SHA-256", bytes)),
          hex("SHA512", bytes -> digest("SHA-512", bytes)),
          hex("Murmur3Hash", HashFunctions::murmur32),
          hex("Murmur3Hash128", HashFunctions::murmur128),
          hex("XXH3", HashFunctions::xxh64),
          hex("XXH128", HashFunctions::xxh128),
          Function.of("FNV", "Target:text", HashFunctions::fnv),
          Function.of("Hex", "Target:byteslike", HashFunctions::toHex),
          Function.of("Base64Encode", "Target:text Variant?:text", HashFunctions::base64),
          Function.of("Decode", "Target:value Encoding:text", HashFunctions::decode));

  /** As it was until 0.161: {@code Decode} with its one encoding. */
  static final Function BASE64_DECODE =
      Function.of(
          "Base64Decode",
          "Target:text",
          a -> {
            Arg<Utf8> target = a.text(0);
            return Node.of(f -> text(base64(target.get(f).toBytes(), true, false)));
          });

  private interface Hash {
    byte[] of(byte[] bytes);
  }

  private interface Decoder {
    AnyValue decode(byte[] bytes);
  }

  private HashFunctions() {}

  private static Function hex(String name, Hash hash) {
    return Function.of(
        name,
        "Target:text",
        a -> {
          Arg<Utf8> target = a.text(0);
          return Node.of(
              f -> Values.of(HexFormat.of().formatHex(hash.of(target.get(f).toBytes()))));
        });
  }

  private static byte[] digest(String algorithm, byte[] bytes) {
    try {
      return MessageDigest.getInstance(algorithm).digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] murmur32(byte[] bytes) {
    int hash = Hashing.murmur3_32().hashBytesToInt(bytes);
    return ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(hash).array();
  }

  private static byte[] murmur128(byte[] bytes) {
    HashValue128 hash = Hashing.murmur3_128().hashBytesTo128Bits(bytes);
    return hash.toByteArray();
  }

  private static byte[] xxh64(byte[] bytes) {
    return ByteBuffer.allocate(8).putLong(Hashing.xxh3_64().hashBytesToLong(bytes)).array();
  }

  private static byte[] xxh128(byte[] bytes) {
    HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(bytes);
    return ByteBuffer.allocate(16)
        .putLong(hash.getMostSignificantBits())
        .putLong(hash.getLeastSignificantBits())
        .array();
  }

  private static Node fnv(Args args) {
    Arg<Utf8> target = args.text(0);
    return Node.of(f -> {
      Utf8 text = target.get(f);
      long hash = 0xcbf29ce484222325L;
      for (int i = 0; i < text.length(); i++) {
        hash = (hash ^ (text.byteAt(i) & 0xff)) * 0x100000001b3L;
      }
      return Values.of(hash);
    });
  }

  private static Node toHex(Args args) {
    Arg<byte @Nullable []> target = args.bytesLike(0);
    return Node.of(f -> {
      byte[] bytes = target.get(f);
      return Values.of(bytes == null ? "" : HexFormat.of().formatHex(bytes));
    });
  }

  private static Node base64(Args args) {
    Arg<Utf8> target = args.text(0);
    Arg<Utf8> variant = args.optionalText(1);
    return Node.of(f -> {
      byte[] bytes = target.get(f).toBytes();
      String name = variant == null ? "base64" : variant.get(f).toString();
      Base64.Encoder encoder =
          switch (name) {
            case "base64" -> Base64.getEncoder();
            case "base64-raw" -> Base64.getEncoder().withoutPadding();
            case "base64-url" -> Base64.getUrlEncoder();
            case "base64-raw-url" -> Base64.getUrlEncoder().withoutPadding();
            default ->
                throw new OttlException(
                    "expected base64, base64-raw, base64-url or base64-raw-url, found \""
                        + name
                        + "\"");
          };
      return Values.of(encoder.encodeToString(bytes));
    });
  }

  private static Node decode(Args args) {
    Node target = args.value(0);
    Arg<Utf8> encoding = args.text(1);
    Decoder known = encoding.isLiteral() ? decoder(encoding.literal().toString()) : null;
    return Node.of(f -> {
      Object value = target.get(f);
      Decoder decoder = known == null ? decoder(encoding.get(f).toString()) : known;
      return decoder.decode(
          switch (value) {
            case AnyValue.Bytes bytes -> bytes.value();
            case AnyValue.Text text -> text.value().toBytes();
            case null, default ->
                throw new OttlException("expected text or bytes, found " + Values.type(value));
          });
    });
  }

  private static Decoder decoder(String name) {
    return switch (name) {
      case "base64" -> bytes -> text(base64(bytes, true, false));
      case "base64-raw" -> bytes -> text(base64(bytes, false, false));
      case "base64-url" -> bytes -> text(base64(bytes, true, true));
      case "base64-raw-url" -> bytes -> text(base64(bytes, false, true));
      default -> charset(name);
    };
  }

  private static AnyValue text(byte[] bytes) {
    return Values.of(Utf8.copyOf(bytes, 0, bytes.length));
  }

  /** Strict about padding; line breaks are passed over. */
  private static byte[] base64(byte[] bytes, boolean padded, boolean url) {
    String text =
        new String(bytes, StandardCharsets.ISO_8859_1).replace("\r", "").replace("\n", "");
    if (padded ? text.length() % 4 != 0 : text.endsWith("=")) {
      throw new OttlException("the base64 text has the wrong padding");
    }
    try {
      return (url ? Base64.getUrlDecoder() : Base64.getDecoder())
          .decode(text.getBytes(StandardCharsets.ISO_8859_1));
    } catch (IllegalArgumentException e) {
      throw new OttlException("not base64: " + e.getMessage());
    }
  }

  private static Decoder charset(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    if (lower.equals("nop") || lower.equals("utf-8-raw") || lower.equals("utf8-raw")) {
      return HashFunctions::text;
    }
    Charset charset =
        switch (lower) {
          case "", "utf-8", "utf8", "ascii", "us-ascii" -> StandardCharsets.UTF_8;
          case "utf-16", "utf16" -> StandardCharsets.UTF_16LE;
          default -> {
            try {
              yield Charset.forName(name);
            } catch (UnsupportedCharsetException | java.nio.charset.IllegalCharsetNameException e) {
              throw new OttlException("there is no encoding \"" + name + "\"");
            }
          }
        };
    return bytes -> {
      try {
        CharBuffer chars =
            charset
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPLACE)
                .onUnmappableCharacter(CodingErrorAction.REPLACE)
                .decode(ByteBuffer.wrap(bytes));
        return Values.of(chars.toString());
      } catch (CharacterCodingException e) {
        throw new OttlException("not " + name + ": " + e.getMessage());
      }
    };
  }

  /** A map of texts. */
  static Attributes map(String... keysAndValues) {
    Attributes map = new Attributes();
    for (int i = 0; i < keysAndValues.length; i += 2) {
      map.put(Utf8.of(keysAndValues[i]), Values.of(keysAndValues[i + 1]));
    }
    return map;
  }
}
