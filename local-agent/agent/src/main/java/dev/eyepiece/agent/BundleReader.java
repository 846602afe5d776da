package dev.eyepiece.agent;

import dev.eyepiece.agent.bundle.BoundedInput;
import dev.eyepiece.agent.bundle.BundleParts;
import dev.eyepiece.agent.rules.RuleSetJson;
import dev.eyepiece.telemetry.Signal;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Enumeration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * Reads a bundle, which may come from anyone: nothing of it is unpacked to a file, its parts are
 * known by name, and each is bounded as it unpacks. For one thread. Every call blocks.
 */
public final class BundleReader implements AutoCloseable {
  private static final int MOST_RULES = 1_000;
  private static final byte[] ZIP = {'P', 'K', 3, 4};

  /** Takes requests. */
  @FunctionalInterface
  public interface Sink {
    /**
     * Takes one.
     *
     * @param place what messages call it
     */
    void take(Signal signal, byte[] request, String place)
        throws IOException, BundleException, InterruptedException;
  }

  private final Path file;
  private final ZipFile zip;
  private final Map<String, ZipEntry> parts;
  private final BundleManifest manifest;

  private BundleReader(
      Path file, ZipFile zip, Map<String, ZipEntry> parts, BundleManifest manifest) {
    this.file = file;
    this.zip = zip;
    this.parts = parts;
    this.manifest = manifest;
  }

  /** Whether a file begins as a bundle does. */
  public static boolean knows(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return java.util.Arrays.equals(in.readNBytes(ZIP.length), ZIP);
    }
  }

  /**
   * Opens a file and reads its manifest.
   *
   * @throws BundleException when it is no bundle, or one that this version does not know
   */
  public static BundleReader open(Path file) throws BundleException {
    boolean opened = false;
    ZipFile zip = null;
    try {
      zip = new ZipFile(file.toFile(), StandardCharsets.UTF_8);
      Map<String, ZipEntry> parts = parts(file, zip);
      ZipEntry entry = parts.get(BundleParts.MANIFEST);
      if (entry == null) {
        throw new BundleException(file + " is a zip file without " + BundleParts.MANIFEST);
      }
      BundleManifest manifest = BundleManifest.read(text(zip, entry));
      opened = true;
      return new BundleReader(file, zip, parts, manifest);
    } catch (BundleException e) {
      throw new BundleException(named(file, e), e);
    } catch (IOException | IllegalArgumentException e) {
      throw new BundleException(
          file
              + " cannot be read; expected a bundle as 'eyepiece bundle' writes it: "
              + e.getMessage(),
          e);
    } finally {
      if (!opened) {
        close(zip);
      }
    }
  }

  private static String named(Path file, BundleException e) {
    String message = String.valueOf(e.getMessage());
    return message.startsWith(file.toString()) ? message : file + ": " + message;
  }

  private static void close(@Nullable ZipFile zip) throws BundleException {
    try {
      if (zip != null) {
        zip.close();
      }
    } catch (IOException e) {
      throw new BundleException("a bundle cannot be closed: " + e.getMessage(), e);
    }
  }

  private static Map<String, ZipEntry> parts(Path file, ZipFile zip) throws BundleException {
    if (zip.size() > BundleParts.count()) {
      throw new BundleException(
          file + " has " + zip.size() + " parts; expected at most " + BundleParts.count());
    }
    Map<String, ZipEntry> parts = new HashMap<>();
    Enumeration<? extends ZipEntry> all = zip.entries();
    while (all.hasMoreElements()) {
      ZipEntry entry = all.nextElement();
      Long most = BundleParts.most(entry.getName());
      if (most == null) {
        throw new BundleException(
            file + " has a part '" + shown(entry.getName()) + "', which no bundle has");
      }
      if (entry.getSize() > most) {
        throw new BundleException(
            file
                + ": "
                + entry.getName()
                + " unpacks to "
                + entry.getSize()
                + " bytes; expected at most "
                + most);
      }
      if (parts.put(entry.getName(), entry) != null) {
        throw new BundleException(file + " has " + entry.getName() + " twice");
      }
    }
    return parts;
  }

  private static String shown(String name) {
    String plain = name.replaceAll("\\p{Cntrl}", "?");
    return plain.length() <= 80 ? plain : plain.substring(0, 80) + "...";
  }

  private static InputStream input(ZipFile zip, ZipEntry entry) throws IOException {
    Long most = BundleParts.most(entry.getName());
    return new BoundedInput(
        zip.getInputStream(entry),
        entry.getName(),
        Math.clamp(entry.getCompressedSize(), 0, 1L << 40),
        most == null ? 0 : most);
  }

  private static String text(ZipFile zip, ZipEntry entry) throws IOException {
    try (InputStream in = input(zip, entry)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  public BundleManifest manifest() {
    return manifest;
  }

  /** Saved views as the window keeps them; empty for none. */
  public String views() throws BundleException {
    return text(BundleParts.VIEWS);
  }

  private String text(String name) throws BundleException {
    ZipEntry entry = parts.get(name);
    try {
      return entry == null ? "" : text(zip, entry);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  private BundleException broken(Exception e) {
    return new BundleException(file + ": " + e.getMessage(), e);
  }

  /** The rule sets, all switched off. */
  public List<RuleSetInfo> rules() throws BundleException {
    String text = text(BundleParts.RULES);
    List<RuleSetInfo> rules = new ArrayList<>();
    if (text.isEmpty()) {
      return rules;
    }
    try {
      if (!(JsonText.read(text) instanceof List<?> list) || list.size() > MOST_RULES) {
        throw new BundleException(
            file + ": " + BundleParts.RULES + ": expected a list of at most " + MOST_RULES);
      }
      for (Object one : list) {
        rules.add(RuleSetJson.read(RuleSetJson.object(one)).set().withEnabled(false));
      }
      return rules;
    } catch (IllegalArgumentException e) {
      throw new BundleException(file + ": " + BundleParts.RULES + ": " + e.getMessage(), e);
    }
  }

  /**
   * Gives all requests, signal by signal, in the order in which they were written.
   *
   * @throws BundleException also when there are more or fewer than the manifest says
   */
  public void telemetry(Sink sink) throws BundleException, InterruptedException {
    for (Signal signal : Signal.values()) {
      ZipEntry entry = parts.get(BundleParts.telemetry(signal));
      BundleManifest.Part part = manifest.parts().get(signal);
      long said = part == null ? 0 : part.requests();
      long read = entry == null ? 0 : requests(signal, entry, said, sink);
      if (read != said) {
        throw new BundleException(
            file
                + ": "
                + BundleParts.telemetry(signal)
                + " has "
                + (read > said ? "more" : "only " + read)
                + " requests; expected the "
                + said
                + " of its manifest");
      }
    }
  }

  private long requests(Signal signal, ZipEntry entry, long most, Sink sink)
      throws BundleException, InterruptedException {
    long read = 0;
    try (DataInputStream in =
        new DataInputStream(new BufferedInputStream(input(zip, entry), 1 << 16))) {
      for (int first = in.read(); first >= 0; first = in.read()) {
        if (++read > most) {
          return read;
        }
        int length = first << 24 | in.readUnsignedByte() << 16 | in.readUnsignedShort();
        if (length < 0 || length > BundleParts.MOST_REQUEST) {
          throw new BundleException(
              file
                  + ": "
                  + entry.getName()
                  + " request "
                  + read
                  + " of "
                  + (length & 0xffffffffL)
                  + " bytes; expected at most "
                  + BundleParts.MOST_REQUEST);
        }
        byte[] request = in.readNBytes(length);
        if (request.length < length) {
          throw new EOFException();
        }
        sink.take(signal, request, file + " " + entry.getName() + " request " + read);
      }
      return read;
    } catch (EOFException e) {
      throw new BundleException(
          file + ": " + entry.getName() + " ends in the middle of request " + read, e);
    } catch (IOException e) {
      throw broken(e);
    }
  }

  @Override
  public void close() throws BundleException {
    close(zip);
  }
}
