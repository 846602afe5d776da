package dev.eyepiece.stacks.format;

import dev.eyepiece.stacks.StackTree;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes collapsed stacks: a line a stack, the outermost frame first. */
public final class CollapsedWriter {
  private CollapsedWriter() {}

  /** Writes all stacks in which something was counted; the stream stays open. */
  public static void write(StackTree tree, OutputStream out) throws IOException {
    BufferedWriter text =
        new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), 1 << 16);
    String[] names =
        tree.frames().stream().map(frame -> clean(frame.name())).toArray(String[]::new);
    int[] path = new int[64];
    for (int node = 1; node < tree.size(); node++) {
      if (tree.self(node) == 0) {
        continue;
      }
      int depth = 0;
      for (int up = node; up > 0; up = tree.parent(up)) {
        path = depth == path.length ? Arrays.copyOf(path, depth * 2) : path;
        path[depth++] = tree.frame(up);
      }
      while (depth > 0) {
        text.write(names[path[--depth]]);
        text.write(depth == 0 ? ' ' : ';');
      }
      text.write(Long.toString(tree.self(node)));
      text.write('\n');
    }
    text.flush();
  }

  // The format has no way to write these three inside a name.
  private static String clean(String name) {
    return name.replace(';', ':').replace('\n', ' ').replace('\r', ' ');
  }
}
