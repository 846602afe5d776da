package dev.eyepiece.profiler.symbols;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LibcNamesTest {
  private static final String LIBC = "/usr/lib/x86_64-linux-gnu/libc.so.6";

  private static NamedFrame frame(String name, String module) {
    return new NamedFrame(name, "", module, "", name.isEmpty() ? 1 : 0, NamedFrame.NATIVE);
  }

  private static List<String> completed(NamedFrame... frames) {
    List<NamedFrame> stack = new ArrayList<>(List.of(frames));
    LibcNames.complete(stack);
    return stack.stream().map(NamedFrame::name).toList();
  }

  @Test
  void the_outermost_functions_of_a_stripped_library_have_their_names() {
    assertThat(completed(frame("work", "/a"), frame("", LIBC), frame("", LIBC)))
        .containsExactly("work", "start_thread", "__clone3");
    assertThat(
            completed(
                frame("main", "/a"),
                frame("", LIBC),
                frame("__libc_start_main", LIBC),
                frame("_start", "/a")))
        .containsExactly("main", "__libc_start_call_main", "__libc_start_main", "_start");
  }

  @Test
  void nothing_else_is_guessed() {
    assertThat(completed(frame("work", "/a"), frame("", "/b.so"), frame("", "/b.so")))
        .containsExactly("work", "", "");
    assertThat(completed(frame("", LIBC))).containsExactly("");
  }
}
