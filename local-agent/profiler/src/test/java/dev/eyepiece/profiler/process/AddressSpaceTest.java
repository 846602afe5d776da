package dev.eyepiece.profiler.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AddressSpaceTest {
  private final AddressSpace space = new AddressSpace();

  private static CodeMapping mapping(long start, long end, long offset, String name) {
    return new CodeMapping(start, end, offset, null, name);
  }

  private String at(long address) {
    CodeMapping found = space.find(address);
    return found == null ? "" : found.name() + "+" + (address - found.start() + found.offset());
  }

  @Test
  void what_is_mapped_later_hides_what_was_there() {
    space.add(mapping(100, 200, 0, "a"));
    space.add(mapping(120, 140, 7, "b"));
    assertThat(at(99)).isEmpty();
    assertThat(at(119)).isEqualTo("a+19");
    assertThat(at(120)).isEqualTo("b+7");
    assertThat(at(139)).isEqualTo("b+26");
    assertThat(at(140)).isEqualTo("a+40");
    space.add(mapping(90, 300, 0, "c"));
    assertThat(space.all()).hasSize(1);
  }

  @Test
  void the_same_mapping_again_is_no_change() {
    space.add(mapping(100, 200, 0, "a"));
    int version = space.version();
    space.add(mapping(100, 200, 0, "a"));
    assertThat(space.version()).isEqualTo(version);
    space.add(mapping(200, 200, 0, "empty"));
    assertThat(space.version()).isEqualTo(version);
  }
}
