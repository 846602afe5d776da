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
import dev.eyepiece.telemetry.OtlpJson;
import dev.eyepiece.telemetry.ProfileTree;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.profiles.v1development.Function;
import io.opentelemetry.proto.profiles.v1development.KeyValueAndUnit;
import io.opentelemetry.proto.profiles.v1development.Line;
import io.opentelemetry.proto.profiles.v1development.Link;
import io.opentelemetry.proto.profiles.v1development.Location;
import io.opentelemetry.proto.profiles.v1development.Mapping;
import io.opentelemetry.proto.profiles.v1development.Profile;
import io.opentelemetry.proto.profiles.v1development.ProfilesDictionary;
import io.opentelemetry.proto.profiles.v1development.ResourceProfiles;
import io.opentelemetry.proto.profiles.v1development.Sample;
import io.opentelemetry.proto.profiles.v1development.ScopeProfiles;
import io.opentelemetry.proto.profiles.v1development.Stack;
import io.opentelemetry.proto.profiles.v1development.ValueType;
import io.opentelemetry.proto.resource.v1.Resource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** OTLP profiles, written by the generated classes. */
class OtlpReaderTest {
  private static final String[] STRINGS = {
    "",
    "samples",
    "count",
    "main",
    "handle",
    "inlined",
    "shop.py",
    "/usr/lib/libc.so.6",
    "profile.frame.type",
    "thread.name",
    "off_cpu",
    "nanoseconds"
  };

  private static AnyValue text(String text) {
    return AnyValue.newBuilder().setStringValue(text).build();
  }

  private static ProfilesDictionary dictionary() {
    return ProfilesDictionary.newBuilder()
        .addAllStringTable(List.of(STRINGS))
        .addMappingTable(Mapping.getDefaultInstance())
        .addMappingTable(Mapping.newBuilder().setFilenameStrindex(7))
        .addFunctionTable(Function.getDefaultInstance())
        .addFunctionTable(Function.newBuilder().setNameStrindex(3).setFilenameStrindex(6))
        .addFunctionTable(Function.newBuilder().setNameStrindex(4).setFilenameStrindex(6))
        .addFunctionTable(Function.newBuilder().setNameStrindex(5).setFilenameStrindex(6))
        .addAttributeTable(KeyValueAndUnit.getDefaultInstance())
        .addAttributeTable(KeyValueAndUnit.newBuilder().setKeyStrindex(8).setValue(text("cpython")))
        .addAttributeTable(KeyValueAndUnit.newBuilder().setKeyStrindex(9).setValue(text("worker")))
        .addLocationTable(Location.getDefaultInstance())
        .addLocationTable(
            Location.newBuilder()
                .addLines(Line.newBuilder().setFunctionIndex(1))
                .addAttributeIndices(1))
        .addLocationTable(
            Location.newBuilder()
                .addLines(Line.newBuilder().setFunctionIndex(3))
                .addLines(Line.newBuilder().setFunctionIndex(2))
                .addAttributeIndices(1))
        .addLocationTable(Location.newBuilder().setMappingIndex(1).setAddress(0x1234))
        .addStackTable(Stack.getDefaultInstance())
        .addStackTable(Stack.newBuilder().addAllLocationIndices(List.of(2, 1)))
        .addStackTable(Stack.newBuilder().addAllLocationIndices(List.of(3, 2, 1)))
        .addLinkTable(Link.getDefaultInstance())
        .build();
  }

  private static Profile.Builder profile(int type, int unit) {
    return Profile.newBuilder()
        .setSampleType(ValueType.newBuilder().setTypeStrindex(type).setUnitStrindex(unit));
  }

  private static ExportProfilesServiceRequest request(Profile.Builder... profiles) {
    ScopeProfiles.Builder scope = ScopeProfiles.newBuilder();
    for (Profile.Builder profile : profiles) {
      scope.addProfiles(profile);
    }
    return ExportProfilesServiceRequest.newBuilder()
        .setDictionary(dictionary())
        .addResourceProfiles(
            ResourceProfiles.newBuilder()
                .setResource(
                    Resource.newBuilder()
                        .addAttributes(
                            KeyValue.newBuilder().setKey("service.name").setValue(text("shop")))
                        .addAttributes(
                            KeyValue.newBuilder()
                                .setKey("process.pid")
                                .setValue(AnyValue.newBuilder().setIntValue(42))))
                .addScopeProfiles(scope))
        .build();
  }

  static ExportProfilesServiceRequest shop() {
    return request(
        profile(1, 2)
            // Timestamps alone count one each, as the eBPF profiler sends them.
            .addSamples(
                Sample.newBuilder()
                    .setStackIndex(1)
                    .addAttributeIndices(2)
                    .addAllTimestampsUnixNano(List.of(10L, 20L, 30L)))
            .addSamples(Sample.newBuilder().setStackIndex(2).addValues(4)),
        profile(10, 11)
            .addSamples(
                Sample.newBuilder()
                    .setStackIndex(1)
                    .addAllValues(List.of(100L, 50L))
                    .addAllTimestampsUnixNano(List.of(7L, 9L))));
  }

  @Test
  void all_three_shapes_of_samples_are_added_up() throws Exception {
    StackProfile profile = read(shop().toByteArray());
    assertThat(profile.types())
        .containsExactly(
            new SampleType("samples", "count"), new SampleType("off_cpu", "nanoseconds"));
    assertThat(sums(profile.tree()))
        .isEqualTo(Map.of("main;handle;inlined", 3L, "main;handle;inlined;[libc.so.6]", 4L));
    assertThat(sums(profile.tree(1, SampleFilter.ALL, List.of())))
        .isEqualTo(Map.of("main;handle;inlined", 150L));
    assertThat(profile.hasTimes(0)).isFalse();
    assertThat(profile.hasTimes(1)).isTrue();
    assertThat(profile.tree(1, SampleFilter.ALL.between(0, 8), List.of()).total()).isEqualTo(100);
    assertThat(profile.frames())
        .contains(
            new Frame("main", "shop.py", "", FrameKind.INTERPRETED, false),
            new Frame("inlined", "shop.py", "", FrameKind.INTERPRETED, true));
  }

  @Test
  void attributes_of_samples_and_resources_are_labels() throws Exception {
    StackProfile profile = read(shop().toByteArray());
    assertThat(profile.labelTotals(0, "thread")).isEqualTo(Map.of("worker", 3L));
    assertThat(profile.labelTotals(0, "service.name")).isEqualTo(Map.of("shop", 7L));
    assertThat(profile.labelTotals(0, "process")).isEqualTo(Map.of("pid 42", 7L));
  }

  @Test
  void json_and_json_lines_say_the_same() throws Exception {
    byte[] bytes = shop().toByteArray();
    String json = OtlpJson.write(ProfileTree.read(bytes, bytes.length));
    assertThat(sums(read(json.getBytes(StandardCharsets.UTF_8)).tree()))
        .isEqualTo(sums(read(bytes).tree()));
    assertThat(read((json + "\n" + json + "\n").getBytes(StandardCharsets.UTF_8)).tree().total())
        .isEqualTo(14);
  }

  @Test
  void an_index_without_an_entry_is_named() {
    byte[] bytes =
        request(profile(1, 2).addSamples(Sample.newBuilder().setStackIndex(99).addValues(1)))
            .toByteArray();
    assertThatThrownBy(() -> read(bytes))
        .isInstanceOf(StackFormatException.class)
        .hasMessageContaining("stack_table has no entry 99")
        .hasMessageContaining("expected");
  }
}
