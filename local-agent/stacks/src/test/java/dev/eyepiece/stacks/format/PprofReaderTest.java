package dev.eyepiece.stacks.format;

import static dev.eyepiece.stacks.TestStacks.read;
import static dev.eyepiece.stacks.TestStacks.sums;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.eyepiece.stacks.Frame;
import dev.eyepiece.stacks.FrameKind;
import dev.eyepiece.stacks.SampleFilter;
import dev.eyepiece.stacks.SampleType;
import dev.eyepiece.stacks.StackFormatException;
import dev.eyepiece.stacks.StackProfile;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Profiles of pprof. */
class PprofReaderTest {

  private static TestPprof shop() throws Exception {
    return new TestPprof()
        .type("samples", "count")
        .type("cpu", "nanoseconds")
        .sample(true, "t1", new long[] {3, 2, 1}, 2, 20)
        .sample(false, "t2", new long[] {2, 1}, 3, 30)
        .sample(true, "", new long[] {4, 1}, 5, 50)
        .mapping(7, "/usr/bin/shop")
        .mapping(8, "[kernel.kallsyms]")
        .location(1, 7, 1)
        .location(2, 7, 3, 2)
        .location(3, 8, 4)
        .location(4, 7)
        .function(1, "main", "main.c")
        .function(2, "handle", "shop.c")
        .function(3, "parse", "shop.c")
        .function(4, "sys_read", "");
  }

  @Test
  void stacks_have_inlined_calls_and_every_type_of_value() throws Exception {
    StackProfile profile = read(shop().bytes());
    assertThat(profile.types())
        .containsExactly(new SampleType("samples", "count"), new SampleType("cpu", "nanoseconds"));
    assertThat(profile.defaultType()).isEqualTo(1);
    assertThat(sums(profile.tree(0, SampleFilter.ALL, List.of())))
        .isEqualTo(
            Map.of("main;handle;parse;sys_read", 2L, "main;handle;parse", 3L, "main;[shop]", 5L));
    assertThat(sums(profile.tree()))
        .isEqualTo(
            Map.of(
                "main;handle;parse;sys_read", 20L, "main;handle;parse", 30L, "main;[shop]", 50L));
    assertThat(profile.frames())
        .contains(
            new Frame("parse", "shop.c", "/usr/bin/shop", FrameKind.NATIVE, true),
            new Frame("sys_read", "", "[kernel.kallsyms]", FrameKind.KERNEL, false));
    assertThat(profile.notes()).anyMatch(note -> note.startsWith("1 locations without"));
  }

  @Test
  void the_type_that_the_profile_names_comes_first() throws Exception {
    assertThat(read(CollapsedReaderTest.gzip(shop().defaultType("samples").bytes())).defaultType())
        .isZero();
  }

  @Test
  void labels_choose_and_group_samples() throws Exception {
    StackProfile profile = read(shop().bytes());
    assertThat(profile.labelTotals(0, "thread")).isEqualTo(Map.of("t1", 2L, "t2", 3L));
    assertThat(profile.tree(0, SampleFilter.label("thread", "t2"), List.of()).total()).isEqualTo(3);
    assertThat(sums(profile.tree(0, SampleFilter.ALL, List.of("thread"))))
        .containsEntry("thread t1;main;handle;parse;sys_read", 2L)
        .containsEntry("main;[shop]", 5L);
  }

  @Test
  void what_points_to_nothing_is_named() throws Exception {
    TestPprof noLocation = new TestPprof().type("a", "b").sample(true, "", new long[] {9}, 1);
    assertThatThrownBy(() -> read(noLocation.bytes()))
        .isInstanceOf(StackFormatException.class)
        .hasMessageContaining("location 9");
    TestPprof noFunction =
        new TestPprof().type("a", "b").sample(true, "", new long[] {1}, 1).location(1, 0, 5);
    assertThatThrownBy(() -> read(noFunction.bytes())).hasMessageContaining("function 5");
    TestPprof noValue = new TestPprof().type("a", "b").sample(true, "", new long[] {}, 1, 2);
    assertThatThrownBy(() -> read(noValue.bytes())).hasMessageContaining("2 values where 1 types");
  }
}
