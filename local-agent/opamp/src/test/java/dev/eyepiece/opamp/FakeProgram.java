package dev.eyepiece.opamp;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** A program that takes every config but those that hold the word broken. */
final class FakeProgram implements ManagedAgent {
  final List<ClientMemory> remembered = new CopyOnWriteArrayList<>();
  volatile String config = "own: 1";
  volatile boolean healthy = true;

  @Override
  public Map<String, String> identifying() {
    return Map.of("service.name", "program", "service.instance.id", "one");
  }

  @Override
  public Map<String, String> nonIdentifying() {
    return Map.of("host.name", "box");
  }

  @Override
  public HealthNode health() {
    return new HealthNode(
        "", healthy, healthy ? "ok" : "ill", healthy ? "" : "no room", 1, 2, List.of());
  }

  @Override
  public List<ConfigText> effectiveConfig() {
    return List.of(new ConfigText("", "text/yaml", config));
  }

  @Override
  public void apply(List<ConfigText> next) throws ConfigRefusedException {
    String text = next.getFirst().body();
    if (text.contains("broken")) {
      throw new ConfigRefusedException("line 1: broken is no key");
    }
    config = text;
  }

  @Override
  public void remember(ClientMemory memory) {
    remembered.add(memory);
  }
}
