package dev.eyepiece.ui;

import dev.eyepiece.profiler.ProfilerException;
import dev.eyepiece.profiler.ProfilerStats;
import dev.eyepiece.profiler.RunningProfiler;
import dev.eyepiece.telemetry.AnyValue;
import dev.eyepiece.telemetry.Profile;
import dev.eyepiece.telemetry.ProfileTree;
import dev.eyepiece.telemetry.ProfilesDictionary;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Sample;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** A profiler that always sees the same two processes. */
public final class FakeProfiler implements RunningProfiler {
  private static final long TIME = 1_790_000_000_000_000_000L;

  private final AtomicLong looks = new AtomicLong();
  private final List<String> notes;
  private volatile boolean gone;
  private volatile boolean closed;

  public FakeProfiler(String... notes) {
    this.notes = List.of(notes);
  }

  /** From now on its process is gone. */
  public void vanish() {
    gone = true;
  }

  public boolean isClosed() {
    return closed;
  }

  @Override
  public List<String> notes() {
    return notes;
  }

  @Override
  public ProfileTree take() throws ProfilerException {
    if (gone) {
      throw new ProfilerException("the profiler's process is gone");
    }
    ProfileTree tree = new ProfileTree();
    process(tree, "postgres", 812, 70, "main", "PostgresMain", "exec_simple_query", "ExecScan");
    process(tree, "postgres", 812, 20, "main", "PostgresMain", "pq_getbyte", "[kernel] epoll_wait");
    process(tree, "node", 4711, 30, "main", "node::Start", "uv_run", "uv__io_poll");
    return tree;
  }

  private static void process(
      ProfileTree tree, String name, int pid, int samples, String... outermostFirst) {
    ProfilesDictionary dictionary = tree.dictionary();
    List<Integer> path = new ArrayList<>();
    for (String function : List.of(outermostFirst).reversed()) {
      dictionary.strings().add(Utf8.of(function));
      dictionary
          .functions()
          .add(new ProfilesDictionary.Function(dictionary.strings().size() - 1, 0, 0, 0));
      dictionary
          .locations()
          .add(
              new ProfilesDictionary.Location(
                  0,
                  0,
                  List.of(new ProfilesDictionary.Line(dictionary.functions().size() - 1, 0, 0)),
                  List.of()));
      path.add(dictionary.locations().size() - 1);
    }
    dictionary.stacks().add(new ProfilesDictionary.Stack(path));
    dictionary.strings().add(Utf8.of("samples"));
    dictionary.strings().add(Utf8.of("count"));
    Sample sample = new Sample();
    sample.setStack(dictionary.stacks().size() - 1);
    sample.setValues(new long[] {samples});
    Profile profile = new Profile();
    profile.setTimeUnixNano(TIME);
    profile.setSampleType(
        new Profile.Type(dictionary.strings().size() - 2, dictionary.strings().size() - 1));
    profile.samples().add(sample);
    Resource resource = Resource.empty();
    resource.attributes().add("service.name", name);
    resource.attributes().add("process.executable.name", name);
    resource.attributes().add(Utf8.of("process.pid"), new AnyValue.Int(pid));
    ScopeGroup<Profile> scope = new ScopeGroup<>(Scope.empty());
    scope.records().add(profile);
    ResourceGroup<Profile> group = new ResourceGroup<>(resource);
    group.scopes().add(scope);
    tree.resources().add(group);
  }

  @Override
  public ProfileTree stop() throws ProfilerException {
    return take();
  }

  @Override
  public ProfilerStats stats() {
    return new ProfilerStats(1_200, 1_194, 0, 0, 3, 0, 0, 6_300_000 * looks.incrementAndGet());
  }

  @Override
  public void close() {
    closed = true;
  }
}
