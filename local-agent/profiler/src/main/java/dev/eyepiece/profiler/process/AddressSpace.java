package dev.eyepiece.profiler.process;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Where a process has code. For one thread. */
public final class AddressSpace {
  private static final int MOST = 20_000;

  private final TreeMap<Long, CodeMapping> mappings = new TreeMap<>();
  private int version;

  AddressSpace() {}

  AddressSpace copy() {
    AddressSpace copy = new AddressSpace();
    copy.mappings.putAll(mappings);
    return copy;
  }

  /** Puts a mapping in; what was there before it gives way. */
  void add(CodeMapping mapping) {
    if (mapping.end() <= mapping.start() || mappings.size() >= MOST) {
      return;
    }
    CodeMapping same = mappings.get(mapping.start());
    if (mapping.equals(same)) {
      return;
    }
    Map.Entry<Long, CodeMapping> before = mappings.lowerEntry(mapping.start());
    if (before != null && before.getValue().end() > mapping.start()) {
      CodeMapping old = before.getValue();
      mappings.put(old.start(), old.until(mapping.start()));
      if (old.end() > mapping.end()) {
        mappings.put(mapping.end(), old.from(mapping.end()));
      }
    }
    Map.Entry<Long, CodeMapping> inside = mappings.ceilingEntry(mapping.start());
    while (inside != null && inside.getKey() < mapping.end()) {
      CodeMapping old = inside.getValue();
      mappings.remove(inside.getKey());
      if (old.end() > mapping.end()) {
        mappings.put(mapping.end(), old.from(mapping.end()));
      }
      inside = mappings.higherEntry(inside.getKey());
    }
    mappings.put(mapping.start(), mapping);
    version++;
  }

  void clear() {
    mappings.clear();
    version++;
  }

  public @Nullable CodeMapping find(long address) {
    Map.Entry<Long, CodeMapping> entry = mappings.floorEntry(address);
    return entry != null && entry.getValue().holds(address) ? entry.getValue() : null;
  }

  /** In the order of their addresses. */
  public Collection<CodeMapping> all() {
    return mappings.values();
  }

  public boolean isEmpty() {
    return mappings.isEmpty();
  }

  /** Changes with each change. */
  public int version() {
    return version;
  }
}
