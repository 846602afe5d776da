package dev.eyepiece.flamegraph;

import dev.eyepiece.stacks.Limits;
import dev.eyepiece.stacks.StackFiles;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Profiles for tests. */
final class TestSources {
  private TestSources() {}

  static StackProfile profile(String... lines) throws IOException, StackFormatException {
    byte[] text = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
    return StackFiles.read(new ByteArrayInputStream(text), Limits.DEFAULT);
  }

  static FlameSource source(String... lines) throws IOException, StackFormatException {
    return new FlameSource("test", profile(lines), null);
  }
}
