package dev.eyepiece.profiler;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Programs of other compilers than C's. */
@Tag("peers")
class LanguagesPeersTest {

  @ParameterizedTest
  @CsvSource({
    "shares-go, runtime.main;main.main;, ;main.",
    "shares-rust, ;shares_rust::main;, ;shares_rust::"
  })
  void shares_are_right_and_stacks_complete(String peer, String main, String before)
      throws Exception {
    Programs.needsRights();
    Process program = Programs.start(Programs.peer(peer), "60");
    try {
      Shares.areRight(Shares.profile(program, ProfilerRights.look()), main, before);
    } finally {
      program.destroy();
    }
  }
}
