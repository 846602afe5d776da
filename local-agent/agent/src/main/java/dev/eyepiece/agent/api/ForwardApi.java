package dev.eyepiece.agent.api;

import dev.eyepiece.agent.ChangeException;
import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.agent.Forwarding;
import dev.eyepiece.agent.ForwardingException;
import dev.eyepiece.agent.JsonText;
import dev.eyepiece.agent.forward.ForwardJson;
import dev.eyepiece.agent.forward.ForwardKeys;
import dev.eyepiece.agent.forward.ForwardText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The forwarder's endpoints over HTTP: {@code GET forward}, {@code GET PUT DELETE forward/NAME},
 * {@code POST forward/NAME/enable}, {@code /disable} and {@code /test}. Keys are those of the
 * settings file; what a {@code PUT} leaves out stays as it is. Values of headers are not told.
 */
public final class ForwardApi extends NamedThings {
  private final Forwarding forwarding;

  public ForwardApi(Forwarding forwarding) {
    super("/api/v1/forward");
    this.forwarding = forwarding;
  }

  @Override
  Map<String, @Nullable Object> list() {
    List<@Nullable Object> all = new ArrayList<>();
    forwarding.list().forEach(status -> all.add(ForwardJson.write(status)));
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("forward", all);
    List<@Nullable Object> findings = new ArrayList<>();
    forwarding.findings().forEach(finding -> findings.add(ForwardJson.write(finding)));
    json.put("findings", findings);
    json.put("fixed", forwarding.fixed());
    return json;
  }

  @Override
  Map<String, @Nullable Object> get(String name) throws ForwardingException {
    return ForwardJson.write(forwarding.get(name));
  }

  @Override
  Map<String, @Nullable Object> put(String name, String body) throws ForwardingException {
    try {
      Map<String, @Nullable Object> keys = new LinkedHashMap<>();
      for (ForwardStatus status : forwarding.list()) {
        if (status.info().name().equals(name)) {
          keys.putAll(ForwardText.write(status.info(), status.info().shownHeaders()));
        }
      }
      keys.putAll(JsonText.readObject(body));
      // What was told of it may be given back as it was.
      keys.remove("state");
      keys.put("name", name);
      return ForwardJson.write(forwarding.put(ForwardKeys.read(keys)));
    } catch (IllegalArgumentException e) {
      throw new ForwardingException(
          ChangeException.Kind.WRONG, "the endpoint in the body: " + e.getMessage());
    }
  }

  @Override
  Map<String, @Nullable Object> act(String name, String action) throws ForwardingException {
    return switch (action) {
      case "enable" -> ForwardJson.write(forwarding.enable(name, true));
      case "disable" -> ForwardJson.write(forwarding.enable(name, false));
      case "test" -> test(forwarding.get(name).info());
      default ->
          throw new ForwardingException(
              ChangeException.Kind.UNKNOWN,
              "expected forward/NAME/enable, forward/NAME/disable or forward/NAME/test");
    };
  }

  private Map<String, @Nullable Object> test(ForwardInfo info) {
    Finding finding = forwarding.test(info);
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("level", finding.level().name().toLowerCase(Locale.ROOT));
    json.put("what", finding.what());
    json.put("todo", finding.todo());
    return json;
  }

  @Override
  void remove(String name) throws ForwardingException {
    forwarding.remove(name);
  }
}
