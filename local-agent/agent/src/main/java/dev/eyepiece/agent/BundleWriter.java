package dev.eyepiece.agent;

import dev.eyepiece.agent.bundle.BundleParts;
import dev.eyepiece.agent.rules.RuleSetJson;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.telemetry.LogBatch;
import dev.eyepiece.telemetry.MalformedOtlpException;
import dev.eyepiece.telemetry.MetricBatch;
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.ProfileBatch;
import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.telemetry.SpanBatch;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a session into one file: a zip of OTLP requests of all signals, rule sets, saved views and
 * a manifest. One request in memory at a time. Every call blocks.
 */
public final class BundleWriter {
  /** Where the telemetry comes from. */
  @FunctionalInterface
  public interface Requests {
    /** Gives the requests of a signal, each the text of one JSON object. */
    void of(Signal signal, Consumer<String> lines) throws QueryException;
  }

  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());
  private final Map<Signal, BundleManifest.Part> parts = new EnumMap<>(Signal.class);
  private long from = Long.MAX_VALUE;
  private long to = Long.MIN_VALUE;

  private BundleWriter() {}

  /**
   * Writes a file, beside itself first, so that it is there whole or not at all.
   *
   * @param search what the requests were asked by, for the manifest
   * @param rules rule sets, which whoever opens the bundle gets switched off
   * @param views saved views as the window keeps them, empty for none
   * @param created the moment
   */
  public static BundleManifest write(
      Path file,
      Requests requests,
      String search,
      List<RuleSetInfo> rules,
      String views,
      Instant created)
      throws QueryException, BundleException {
    Path beside = file.resolveSibling(file.getFileName() + ".part");
    try {
      BundleManifest written;
      try (ZipOutputStream zip =
          new ZipOutputStream(
              new BufferedOutputStream(Files.newOutputStream(beside), 1 << 16),
              StandardCharsets.UTF_8)) {
        written = new BundleWriter().fill(zip, requests, search, rules, views, created);
      }
      Files.move(beside, file, StandardCopyOption.REPLACE_EXISTING);
      return written;
    } catch (IOException | UncheckedIOException e) {
      throw new BundleException(file + " cannot be written: " + e.getMessage(), e);
    } finally {
      delete(beside);
    }
  }

  private static void delete(Path file) throws BundleException {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new BundleException(file + " cannot be removed: " + e.getMessage(), e);
    }
  }

  private BundleManifest fill(
      ZipOutputStream zip,
      Requests requests,
      String search,
      List<RuleSetInfo> rules,
      String views,
      Instant created)
      throws IOException, QueryException {
    for (Signal signal : Signal.values()) {
      zip.putNextEntry(new ZipEntry(BundleParts.telemetry(signal)));
      DataOutputStream out = new DataOutputStream(zip);
      requests.of(signal, line -> take(signal, line, out));
      out.flush();
      zip.closeEntry();
    }
    if (!rules.isEmpty()) {
      List<@Nullable Object> json = new ArrayList<>();
      rules.forEach(set -> json.add(RuleSetJson.write(set.withEnabled(false))));
      text(zip, BundleParts.RULES, JsonText.write(json));
    }
    if (!views.isEmpty()) {
      text(zip, BundleParts.VIEWS, views);
    }
    boolean any = from <= to;
    BundleManifest manifest =
        new BundleManifest(
            BundleManifest.FORMAT,
            Version.text(),
            created,
            search,
            parts,
            any ? from : 0,
            any ? to : 0,
            rules.size(),
            !views.isEmpty());
    text(zip, BundleParts.MANIFEST, manifest.json());
    return manifest;
  }

  private static void text(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(new ZipEntry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private void take(Signal signal, String line, DataOutputStream out) {
    try {
      byte[] request = OtlpJson.read(signal, line.getBytes(StandardCharsets.UTF_8));
      RecordBatch batch = decoder.decode(signal, request, request.length).batch();
      note(batch);
      parts.merge(
          signal,
          new BundleManifest.Part(batch.size(), 1),
          (a, b) ->
              new BundleManifest.Part(a.records() + b.records(), a.requests() + b.requests()));
      out.writeInt(request.length);
      out.write(request);
    } catch (MalformedOtlpException e) {
      throw new IllegalStateException("what is held is no OTLP: " + e.getMessage(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(RecordBatch batch) {
    switch (batch) {
      case SpanBatch spans -> {
        for (int i = 0; i < spans.size(); i++) {
          note(spans.startUnixNano(i));
        }
      }
      case LogBatch logs -> {
        for (int i = 0; i < logs.size(); i++) {
          long time = logs.timeUnixNano(i);
          note(time != 0 ? time : logs.observedTimeUnixNano(i));
        }
      }
      case MetricBatch points -> {
        for (int i = 0; i < points.size(); i++) {
          note(points.timeUnixNano(i));
        }
      }
      case ProfileBatch profiles -> {
        for (int i = 0; i < profiles.profileCount(); i++) {
          note(profiles.timeUnixNano(i));
        }
      }
    }
  }

  private void note(long unixNano) {
    from = Math.min(from, unixNano);
    to = Math.max(to, unixNano);
  }
}
