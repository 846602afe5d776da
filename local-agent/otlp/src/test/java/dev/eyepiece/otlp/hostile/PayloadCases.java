package dev.eyepiece.otlp.hostile;

import static dev.eyepiece.otlp.hostile.Wire.JSON;
import static dev.eyepiece.otlp.hostile.Wire.PROTOBUF;
import static dev.eyepiece.otlp.hostile.Wire.ascii;
import static dev.eyepiece.otlp.hostile.Wire.bytes;
import static dev.eyepiece.otlp.hostile.Wire.join;
import static dev.eyepiece.otlp.hostile.Wire.post;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Requests whose bytes are in their encoding and still no OTLP, and odd ones that are. */
final class PayloadCases {
  private static final List<String> PATHS =
      List.of("/v1/traces", "/v1/metrics", "/v1/logs", "/v1development/profiles");

  private final List<HostileCase> cases = new ArrayList<>();

  private PayloadCases() {}

  static List<HostileCase> all() {
    PayloadCases all = new PayloadCases();
    PATHS.forEach(all::anyProtobuf);
    all.texts();
    all.spans();
    all.json();
    return all.cases;
  }

  private void add(String name, String expected, String path, String type, byte[] body) {
    cases.add(HostileCase.of(path + " " + name, expected, port -> post(port, path, type, body)));
  }

  /** A field of length-delimited type. */
  static byte[] field(int number, byte[] content) {
    return join(varint((number << 3) | 2), varint(content.length), content);
  }

  static byte[] varint(long value) {
    byte[] bytes = new byte[10];
    int at = 0;
    long rest = value;
    while ((rest & ~0x7FL) != 0) {
      bytes[at++] = (byte) ((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes[at++] = (byte) rest;
    return Arrays.copyOf(bytes, at);
  }

  private static byte[] wrapped(byte[] content, int... path) {
    byte[] message = content;
    for (int i = path.length - 1; i >= 0; i--) {
      message = field(path[i], message);
    }
    return message;
  }

  private void anyProtobuf(String path) {
    add("a length beyond the end", "400", path, PROTOBUF, bytes(0x0A, 0x7F, 1));
    add(
        "a length of 64 bits",
        "400",
        path,
        PROTOBUF,
        bytes(0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1));
    add(
        "a number of eleven bytes",
        "400",
        path,
        PROTOBUF,
        bytes(0x0A, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 1));
    add("field number 0", "400", path, PROTOBUF, bytes(0x02, 0));
    add("wire type 7", "400", path, PROTOBUF, bytes(0x0F, 0));
    add("a known field of another wire type", "400", path, PROTOBUF, bytes(0x08, 1));
    add("the end of a group that never began", "400", path, PROTOBUF, bytes(0x0C));
    byte[] groups = new byte[100_000];
    Arrays.fill(groups, (byte) 0x7B);
    add("a hundred thousand groups within each other", "400", path, PROTOBUF, groups);
    byte[] empty = new byte[2_000_000];
    for (int i = 0; i < empty.length; i += 2) {
      empty[i] = 0x0A;
    }
    add("a million empty resources", "200", path, PROTOBUF, empty);
    byte[] unknown = new byte[2_000_000];
    for (int i = 0; i < unknown.length; i += 2) {
      unknown[i] = 0x78;
    }
    add("a million unknown fields", "200", path, PROTOBUF, unknown);
    byte[] value = field(1, ascii("x"));
    for (int i = 0; i < 10_000; i++) {
      value = field(i % 2 == 0 ? 1 : 5, value);
    }
    add(
        "ten thousand lists within each other",
        "400",
        path,
        PROTOBUF,
        wrapped(field(2, value), 1, 1, 1));
  }

  /** A span with one of its texts replaced. */
  private static byte[] span(byte[]... more) {
    byte[] id = new byte[16];
    id[0] = 1;
    byte[] all = join(field(1, id), field(2, Arrays.copyOf(id, 8)));
    all = join(all, bytes(0x39), new byte[] {1, 0, 0, 0, 0, 0, 0, 0});
    all = join(all, bytes(0x41), new byte[] {2, 0, 0, 0, 0, 0, 0, 0}, join(more));
    return all;
  }

  private static byte[] attribute(byte[] key, byte[] text) {
    return join(field(1, key), field(2, field(1, text)));
  }

  /** Text that is not UTF-8 is taken with marks in its place; NUL is a character. */
  private void texts() {
    List<byte[]> wrong =
        List.of(
            bytes(0xFF),
            bytes(0xC0, 0x80),
            bytes(0xED, 0xA0, 0x80),
            bytes(0xF4, 0x90, 0x80, 0x80),
            bytes(0xE2, 0x82),
            bytes(0));
    List<String> names =
        List.of(
            "FF", "an overlong NUL", "a surrogate", "beyond Unicode", "half a character", "a NUL");
    for (int i = 0; i < wrong.size(); i++) {
      byte[] text = wrong.get(i);
      String name = names.get(i);
      byte[] key = ascii("k");
      add(
          name + " in a span's name",
          "200",
          "/v1/traces",
          PROTOBUF,
          wrapped(span(field(5, text)), 1, 2, 2));
      add(
          name + " in a trace state",
          "200",
          "/v1/traces",
          PROTOBUF,
          wrapped(span(field(3, text)), 1, 2, 2));
      add(
          name + " in a key",
          "200",
          "/v1/traces",
          PROTOBUF,
          wrapped(span(field(9, attribute(text, key))), 1, 2, 2));
      add(
          name + " in a value",
          "200",
          "/v1/traces",
          PROTOBUF,
          wrapped(span(field(9, attribute(key, text))), 1, 2, 2));
      add(
          name + " in an event",
          "200",
          "/v1/traces",
          PROTOBUF,
          wrapped(span(field(11, field(2, text))), 1, 2, 2));
      add(
          name + " in a status",
          "200",
          "/v1/traces",
          PROTOBUF,
          wrapped(span(field(15, field(2, text))), 1, 2, 2));
      add(
          name + " in a service's name",
          "200",
          "/v1/traces",
          PROTOBUF,
          join(
              wrapped(
                  join(
                      field(1, field(1, attribute(ascii("service.name"), text))),
                      wrapped(span(), 2, 2)),
                  1)));
      add(
          name + " in a scope",
          "200",
          "/v1/traces",
          PROTOBUF,
          wrapped(join(field(1, field(1, text)), field(2, span())), 1, 2));
      add(name + " in a schema's URL", "200", "/v1/traces", PROTOBUF, wrapped(field(3, text), 1));
      add(
          name + " in a log's body",
          "200",
          "/v1/logs",
          PROTOBUF,
          wrapped(field(5, field(1, text)), 1, 2, 2));
      add(name + " in a severity", "200", "/v1/logs", PROTOBUF, wrapped(field(3, text), 1, 2, 2));
      add(
          name + " in a metric's name",
          "200",
          "/v1/metrics",
          PROTOBUF,
          wrapped(field(1, text), 1, 2, 2));
      add(name + " in a unit", "200", "/v1/metrics", PROTOBUF, wrapped(field(3, text), 1, 2, 2));
      add(
          name + " in the table of strings",
          "200",
          "/v1development/profiles",
          PROTOBUF,
          field(2, field(5, text)));
    }
  }

  private void spans() {
    add(
        "a trace id of 3 bytes",
        "200",
        "/v1/traces",
        PROTOBUF,
        wrapped(field(1, new byte[3]), 1, 2, 2));
    add(
        "a trace id of a megabyte",
        "200",
        "/v1/traces",
        PROTOBUF,
        wrapped(field(1, new byte[1 << 20]), 1, 2, 2));
    add(
        "times of all ones",
        "200",
        "/v1/traces",
        PROTOBUF,
        wrapped(join(bytes(0x39, 255, 255, 255, 255, 255, 255, 255, 255)), 1, 2, 2));
    byte[] many = new byte[0];
    byte[] one = field(9, attribute(ascii("k"), ascii("v")));
    byte[] list = new byte[one.length * 50_000];
    for (int i = 0; i < 50_000; i++) {
      System.arraycopy(one, 0, list, i * one.length, one.length);
    }
    add(
        "fifty thousand attributes of one key",
        "200",
        "/v1/traces",
        PROTOBUF,
        wrapped(span(join(many, list)), 1, 2, 2));
    add(
        "a kind that is none",
        "200",
        "/v1/traces",
        PROTOBUF,
        wrapped(span(join(bytes(0x30), varint(4_000_000_000L))), 1, 2, 2));
    add(
        "a histogram of packed counts cut short",
        "400",
        "/v1/metrics",
        PROTOBUF,
        wrapped(field(6, new byte[7]), 1, 2, 2, 9, 1));
    add(
        "a histogram of a million buckets",
        "200",
        "/v1/metrics",
        PROTOBUF,
        wrapped(field(6, new byte[8_000_000]), 1, 2, 2, 9, 1));
  }

  private void json(String name, String expected, String body) {
    add("JSON: " + name, expected, "/v1/traces", JSON, body.getBytes(StandardCharsets.UTF_8));
  }

  private static String jsonSpan(String fields) {
    return "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":"
        + "\"0102030405060708090a0b0c0d0e0f10\",\"spanId\":\"0102030405060708\","
        + fields
        + "}]}]}]}";
  }

  private void json() {
    json("nothing", "400", "");
    json("null", "200|400", "null");
    json("a list", "400", "[]");
    json("a text", "400", "\"x\"");
    json("half an object", "400", "{\"resourceSpans\":[");
    json("an object and more", "400", "{} {}");
    json("comments", "400", "{/* x */}");
    json("single quotes", "400", "{'resourceSpans':[]}");
    json("a comma too many", "400", "{\"resourceSpans\":[],}");
    json("a hundred thousand lists within each other", "400", "{\"x\":" + "[".repeat(100_000));
    json("a hundred thousand objects within each other", "400", "{\"a\":".repeat(100_000));
    StringBuilder value = new StringBuilder("{\"stringValue\":\"x\"}");
    for (int i = 0; i < 2_000; i++) {
      value.insert(0, "{\"arrayValue\":{\"values\":[").append("]}}");
    }
    json(
        "two thousand values within each other",
        "400",
        jsonSpan("\"attributes\":[{\"key\":\"k\",\"value\":" + value + "}]"));
    json("a list where an object goes", "400", "{\"resourceSpans\":{}}");
    json("a number where a list goes", "400", "{\"resourceSpans\":5}");
    json("a text where a number goes", "400", jsonSpan("\"startTimeUnixNano\":\"soon\""));
    json("NaN as a time", "400", jsonSpan("\"startTimeUnixNano\":NaN"));
    json("\"NaN\" as a time", "400", jsonSpan("\"startTimeUnixNano\":\"NaN\""));
    json("a time of half a nanosecond", "400", jsonSpan("\"startTimeUnixNano\":0.5"));
    json(
        "a time beyond 64 bits", "400", jsonSpan("\"startTimeUnixNano\":\"18446744073709551616\""));
    json("a time of 1e999999999", "400", jsonSpan("\"startTimeUnixNano\":1e999999999"));
    json(
        "a time of a million digits",
        "400",
        jsonSpan("\"startTimeUnixNano\":" + "9".repeat(1_000_000)));
    json("a negative time", "400", jsonSpan("\"startTimeUnixNano\":\"-1\""));
    json("a lone surrogate", "200|400", jsonSpan("\"name\":\"\\ud800\""));
    json("surrogates the wrong way round", "200|400", jsonSpan("\"name\":\"\\udc00\\ud800\""));
    json("a NUL", "200", jsonSpan("\"name\":\"a\\u0000b\""));
    json("a control character", "400", jsonSpan("\"name\":\"a\u0001b\""));
    json("an escape that is none", "400", jsonSpan("\"name\":\"\\q\""));
    json("a key that is there twice", "200|400", jsonSpan("\"name\":\"a\",\"name\":\"b\""));
    json("a list that is there twice", "200|400", "{\"resourceSpans\":[],\"resourceSpans\":[]}");
    json(
        "an id of odd digits",
        "400|200",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"abc\"}]}]}]}");
    json(
        "an id of no digits",
        "400",
        "{\"resourceSpans\":[{\"scopeSpans\":[{\"spans\":[{\"traceId\":\"zzzz\"}]}]}]}");
    json(
        "bytes that are no base64",
        "400",
        jsonSpan("\"attributes\":[{\"key\":\"k\",\"value\":{\"bytesValue\":\"!!!\"}}]"));
    json(
        "two values at once",
        "200|400",
        jsonSpan(
            "\"attributes\":[{\"key\":\"k\",\"value\":{\"stringValue\":\"a\",\"intValue\":\"1\"}}]"));
    json("a million empty objects", "200", "{\"resourceSpans\":[" + "{},".repeat(999_999) + "{}]}");
    json("a key of a megabyte", "200|400", "{\"" + "k".repeat(1 << 20) + "\":1}");
    json("a text of ten megabytes", "200", jsonSpan("\"name\":\"" + "n".repeat(10 << 20) + "\""));
    add(
        "JSON: not UTF-8",
        "400",
        "/v1/traces",
        JSON,
        join(ascii("{\"a\":\""), bytes(0xFF, 0xFE), ascii("\"}")));
    add("JSON: UTF-16", "200|400", "/v1/traces", JSON, "{}".getBytes(StandardCharsets.UTF_16));
    add(
        "JSON: a byte order mark",
        "200|400",
        "/v1/traces",
        JSON,
        join(bytes(0xEF, 0xBB, 0xBF), ascii("{}")));
  }
}
