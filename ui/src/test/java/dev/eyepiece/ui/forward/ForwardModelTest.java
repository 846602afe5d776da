package dev.eyepiece.ui.forward;

import static org.assertj.core.api.Assertions.assertThat;

import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.telemetry.Signal;
import dev.eyepiece.ui.InPlace;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ForwardModelTest {
  private final FakeForwarding forwarding = new FakeForwarding();
  private final ForwardModel model = new ForwardModel(forwarding, new InPlace());

  private ForwardDraft draft() {
    ForwardDraft now = model.draftProperty().get();
    assertThat(now).isNotNull();
    return now;
  }

  private static ForwardDraft with(ForwardDraft from, String url, String headers, String where) {
    return new ForwardDraft(
        from.isNew(),
        from.enabled(),
        from.name(),
        url,
        from.json(),
        List.of("traces"),
        "ruled",
        where,
        headers,
        "zstd",
        "/etc/ca.pem",
        "",
        "",
        false,
        "3s",
        "8",
        "64MiB",
        "24h");
  }

  @Test
  void whatIsWrittenIsKeptAndShownAgain() {
    model.begin();
    assertThat(draft().name()).isEqualTo("endpoint-1");
    model.save(
        with(
            draft(),
            "grpcs://x.example:4317",
            "authorization: Bearer ${env:T}\n\nx-key: hush",
            "span.kind == 2\n"));
    assertThat(model.saidProperty().get()).isEqualTo(new ForwardModel.Said("Saved", false));
    ForwardInfo kept = forwarding.all.getLast().info();
    assertThat(kept.headers())
        .isEqualTo(Map.of("authorization", "Bearer ${env:T}", "x-key", "hush"));
    assertThat(kept.signals()).containsOnly(Signal.TRACES);
    assertThat(kept.form()).isEqualTo(ForwardEndpoint.Form.RULED);
    assertThat(kept.where()).containsExactly("span.kind == 2");
    assertThat(kept.files().authority()).isEqualTo("/etc/ca.pem");
    assertThat(kept.queueBytes()).isEqualTo(64 << 20);
    assertThat(draft().isNew()).isFalse();
    assertThat(draft().headers())
        .isEqualTo("authorization: Bearer ${env:T}\nx-key: " + ForwardInfo.HIDDEN);
    assertThat(draft().info()).isEqualTo(kept.withHeaders(draft().info().headers()));
  }

  @Test
  void whatIsWrongIsSaidAndWhatWasWrittenStays() {
    model.begin();
    ForwardDraft written = with(draft(), "ftp://x", "no colon", "");
    model.save(written);
    assertThat(model.saidProperty().get().bad()).isTrue();
    assertThat(model.saidProperty().get().text()).contains("headers: line 1 has no colon");
    assertThat(draft()).isEqualTo(written);
    model.save(with(draft(), "ftp://x", "", ""));
    assertThat(model.saidProperty().get().text()).contains("'ftp://x' is no endpoint");
    forwarding.refusal = "it is this receiver itself";
    model.save(with(draft(), "localhost:4317", "", ""));
    assertThat(model.saidProperty().get().text()).isEqualTo("Not done: it is this receiver itself");
    assertThat(model.busyProperty().get()).isFalse();
    assertThat(forwarding.all).hasSize(3);
  }

  @Test
  void anEndpointIsSwitchedTestedAndRemoved() {
    model.choose("lab");
    model.enable(false);
    assertThat(forwarding.all.get(1).info().enabled()).isFalse();
    assertThat(model.chosen()).isNotNull();
    model.test(draft());
    assertThat(model.saidProperty().get().text()).isEqualTo("http://lab.example:4318 answers");
    model.remove();
    assertThat(model.draftProperty().get()).isNull();
    assertThat(model.rowsProperty().get()).hasSize(2);
  }

  @Test
  void whatIsBeingWrittenIsNotDisturbedByTime() {
    model.choose("team");
    ForwardDraft before = draft();
    forwarding.send();
    model.tick();
    assertThat(model.rowsProperty().get().getFirst().stats().sentRequests()).isEqualTo(12_346);
    model.choose("team");
    assertThat(draft()).isSameAs(before);
  }

  @Test
  void lossesAreSaidInWords() {
    assertThat(ForwardWords.trouble(forwarding.all.get(0))).isEmpty();
    assertThat(ForwardWords.trouble(forwarding.all.get(2)))
        .contains("nothing listens at", "312 requests lost because its queue was full");
    assertThat(ForwardWords.figures(forwarding.all.get(2).stats())).contains("wait", "44 retries");
  }
}
