package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * An OTLP {@code ExportProfilesServiceRequest} (opentelemetry-proto 1.11, profiles {@code
 * v1development}) as a mutable tree. Profiles point into the one dictionary by index.
 *
 * <p>Keys and texts that attributes of resources and scopes give as references into the string
 * table are read as the text itself, and written so; a reference to no entry reads as empty text.
 */
public record ProfileTree(List<ResourceGroup<Profile>> resources, ProfilesDictionary dictionary)
    implements TelemetryTree {

  /** An empty request with a dictionary whose tables hold their zero entries. */
  public ProfileTree() {
    this(new ArrayList<>(), ProfilesDictionary.withZeroEntries());
  }

  /** Reads an encoded {@code ExportProfilesServiceRequest}; the bytes may be changed afterwards. */
  public static ProfileTree read(byte[] bytes, int length) throws MalformedOtlpException {
    return new ProfileTreeReader(bytes).tree(length);
  }

  @Override
  public Signal signal() {
    return Signal.PROFILES;
  }

  @Override
  public byte[] encode() {
    return SizedWriter.write(out -> new ProfileEncoder(out).tree(this));
  }
}
