package dev.eyepiece.telemetry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.Message;
import io.opentelemetry.proto.collector.profiles.v1development.ExportProfilesServiceRequest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TelemetryTreeTest {
  private static final long SEED = Long.getLong("eyepiece.seed", 20261125L);

  /** Bytes by the generated classes to a tree, to bytes, to the generated classes. */
  @ParameterizedTest
  @EnumSource
  void everyFieldThatCameInGoesOut(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED);
    for (int i = 0; i < 150; i++) {
      Message request = messages.request(signal);
      byte[] bytes = request.toByteArray();
      byte[] again = TelemetryTree.read(signal, bytes, bytes.length).encode();
      Message.Builder read = TestMessages.builder(signal).mergeFrom(again);
      assertThat(TestMessages.normal(read))
          .as("seed %s, request %s", SEED, i)
          .isEqualTo(TestMessages.normal(request.toBuilder()));
    }
  }

  /** A request sent twice in one is what protobuf calls merging, at every level. */
  @ParameterizedTest
  @EnumSource
  void messagesThatCameTwiceAreMerged(Signal signal) throws Exception {
    TestMessages messages = new TestMessages(SEED + 1);
    for (int i = 0; i < 150; i++) {
      byte[] bytes = messages.repeated(messages.request(signal));
      byte[] again = TelemetryTree.read(signal, bytes, bytes.length).encode();
      assertThat(TestMessages.normal(TestMessages.builder(signal).mergeFrom(again)))
          .as("seed %s, request %s", SEED, i)
          .isEqualTo(TestMessages.normal(TestMessages.builder(signal).mergeFrom(bytes)));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEmptyRequestIsAnEmptyTree(Signal signal) throws Exception {
    assertThat(TelemetryTree.read(signal, new byte[0], 0).resources()).isEmpty();
  }

  @Test
  void recordsScopesAndResourcesCanBeRemoved() throws Exception {
    byte[] bytes = new TestTraces(SEED, true).request(60).toByteArray();
    TraceTree tree = TraceTree.read(bytes, bytes.length);
    tree.resources().removeFirst();
    tree.resources().getFirst().scopes().getFirst().records().removeIf(span -> span.kind() == 3);
    tree.resources()
        .getFirst()
        .resource()
        .attributes()
        .put(Utf8.of("team"), AnyValue.Text.of("blue"));
    byte[] changed = tree.encode();
    TraceTree again = TraceTree.read(changed, changed.length);
    assertThat(again.resources()).hasSameSizeAs(tree.resources());
    ResourceGroup<Span> group = again.resources().getFirst();
    assertThat(group.resource().attributes().get("team")).isEqualTo(AnyValue.Text.of("blue"));
    assertThat(group.scopes().getFirst().records())
        .hasSameSizeAs(tree.resources().getFirst().scopes().getFirst().records())
        .noneMatch(span -> span.kind() == 3);
  }

  @Test
  void aNewDictionaryHoldsItsZeroEntries() throws Exception {
    ExportProfilesServiceRequest request =
        ExportProfilesServiceRequest.parseFrom(new ProfileTree().encode());
    assertThat(request.getDictionary().getStringTableList()).containsExactly("");
    assertThat(request.getDictionary().getStackTableList()).hasSize(1);
    assertThat(request.getDictionary().getAttributeTableList()).hasSize(1);
  }

  @Test
  void aValueThatNoReaderWouldFollowIsNotWritten() {
    AnyValue value = new AnyValue.Int(1);
    for (int i = 0; i < 10_000; i++) {
      value = new AnyValue.Array(List.of(value));
    }
    LogRecord log = new LogRecord();
    log.setBody(value);
    ScopeGroup<LogRecord> scope = new ScopeGroup<>(Scope.empty());
    scope.records().add(log);
    ResourceGroup<LogRecord> resource = new ResourceGroup<>(Resource.empty());
    resource.scopes().add(scope);
    LogTree tree = new LogTree(List.of(resource));
    assertThatThrownBy(tree::encode)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nested deeper than the 100 levels");
  }
}
