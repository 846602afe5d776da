package dev.eyepiece.pipeline;

import dev.eyepiece.otlp.Hops;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * What tells the agent of a data folder apart from all others in {@link Hops}. It says nothing of
 * the machine, stays the same from run to run, and is another one in a copy of the folder: two that
 * took themselves for one would refuse what they forward to each other.
 */
final class AgentId {
  private static final String FILE = "agent-id";
  private static final int BYTES = 8;

  private AgentId() {}

  /** Of a data folder, in which it is made when there is none. */
  static String of(Path folder) throws IOException {
    Path file = folder.resolve(FILE);
    String chance = read(file);
    if (!Hops.isId(chance)) {
      byte[] made = new byte[BYTES];
      new SecureRandom().nextBytes(made);
      chance = HexFormat.of().formatHex(made);
      Path fresh = folder.resolve(FILE + ".new");
      Files.writeString(fresh, chance + "\n");
      Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
    BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
    String place =
        folder.toRealPath() + " " + attributes.fileKey() + " " + attributes.creationTime();
    return HexFormat.of().formatHex(hash(chance + " " + place), 0, BYTES);
  }

  private static String read(Path file) throws IOException {
    try {
      return Files.size(file) > 100 ? "" : Files.readString(file).strip();
    } catch (NoSuchFileException first) {
      return "";
    }
  }

  private static byte[] hash(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
