package dev.eyepiece.telemetry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * OTLP's JSON form (OTLP specification, "JSON Protobuf Encoding"), to and from the protobuf bytes
 * of the same request, so that there is one road for both.
 *
 * <p>Reading: keys are lowerCamelCase only; ids are hexadecimal of any case, other bytes base64;
 * 64-bit numbers may be text; enum names are taken as well as numbers; doubles may be "NaN",
 * "Infinity" and "-Infinity"; unknown fields are ignored; what is missing is the default. Writing:
 * lowerCamelCase keys, lower-case hexadecimal ids, enums as numbers, 64-bit numbers as text.
 */
public final class OtlpJson {
  private OtlpJson() {}

  /** Reads one {@code Export...ServiceRequest} of the signal into its protobuf bytes. */
  public static byte[] read(Signal signal, byte[] json) throws MalformedOtlpException {
    MessageSchema request = OtlpSchema.request(signal);
    byte[] plain = PlainJsonReader.read(request, json);
    return plain == null ? JsonReader.read(request, json) : plain;
  }

  /** Reads one {@code ExportTraceServiceRequest} into its protobuf bytes. */
  public static byte[] readTraces(byte[] json) throws MalformedOtlpException {
    return read(Signal.TRACES, json);
  }

  /**
   * Writes an encoded {@code Export...ServiceRequest} of the signal as one JSON object without line
   * breaks, as a line of the collector's file exporter is. Text that is not UTF-8 has its bad bytes
   * replaced by U+FFFD. The stream stays open.
   */
  public static void write(Signal signal, byte[] bytes, int length, OutputStream out)
      throws MalformedOtlpException, IOException {
    byte[] mended = new OtlpRewriter(signal).rewrite(bytes, length);
    JsonWriter.write(OtlpSchema.request(signal), mended, out);
  }

  /** The tree as one JSON object without line breaks; errors are those of its encoding. */
  public static String write(TelemetryTree tree) {
    byte[] bytes = tree.encode();
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length * 2);
    try {
      JsonWriter.write(OtlpSchema.request(tree.signal()), bytes, out);
    } catch (MalformedOtlpException | IOException e) {
      // Neither can be: the bytes are our own and the stream is memory.
      throw new UncheckedIOException(new IOException(e));
    }
    return out.toString(StandardCharsets.UTF_8);
  }

  /** A request with this one span, which any receiver of OTLP takes, without line breaks. */
  public static String write(SpanRecord record) {
    ScopeGroup<Span> scope = new ScopeGroup<>(record.scope());
    scope.records().add(record.span());
    ResourceGroup<Span> resource = new ResourceGroup<>(record.resource());
    resource.scopes().add(scope);
    return write(new TraceTree(List.of(resource)));
  }
}
