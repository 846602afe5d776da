package dev.eyepiece.agent.rules;

import dev.eyepiece.agent.ChangeException.Kind;
import dev.eyepiece.agent.RuleSetException;
import dev.eyepiece.agent.RuleSetInfo;
import dev.eyepiece.agent.RuleSetState;
import dev.eyepiece.agent.RuleSets;
import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.pipeline.RuleSetCounts;
import dev.eyepiece.pipeline.RulesRefusedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * The rule sets of a folder, a file each. A file that is broken is set aside and named, and the
 * rest is loaded; a set that is on and does not check stays out of force and is named too.
 */
public final class RuleBook implements RuleSets {
  /** Rule sets at most. */
  public static final int MAX_SETS = 100;

  private static final String BROKEN = ".broken";
  private static final Comparator<RuleSetInfo> ORDER =
      Comparator.comparingInt(RuleSetInfo::priority).thenComparing(RuleSetInfo::id);

  /** Where rule sets are put in force. */
  public interface Road {
    /** Puts these in force in place of those before. */
    void use(List<RoadRule> rules) throws RulesRefusedException, IOException;

    /** What rule sets did. */
    List<RuleSetCounts> counts();
  }

  /** For a folder that nobody owns: nothing is in force. */
  public static final Road NO_ROAD =
      new Road() {
        @Override
        public void use(List<RoadRule> rules) {
          // They are, once an agent opens the folder.
        }

        @Override
        public List<RuleSetCounts> counts() {
          return List.of();
        }
      };

  private final Path folder;
  private final Road road;
  private final List<String> setAside = new ArrayList<>();
  private volatile List<String> problems = List.of();
  private Map<String, RuleSetInfo> sets = new TreeMap<>();

  /** What the OpAMP server gave, which remembers it: no files. */
  private Map<String, RuleSetInfo> given = Map.of();

  /** Why a set that is on cannot be in force, by its id. */
  private final Map<String, String> unfit = new TreeMap<>();

  private RuleBook(Path folder, Road road) {
    this.folder = folder;
    this.road = road;
  }

  /**
   * Reads the rule sets of a folder, which need not be there, and puts in force those that are on.
   *
   * @throws IOException when the folder cannot be read or the rules cannot be kept
   */
  public static RuleBook open(Path folder, Road road) throws IOException {
    RuleBook book = new RuleBook(folder, road);
    book.load();
    return book;
  }

  private synchronized void load() throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        for (Path file : files.sorted().toList()) {
          if (file.getFileName().toString().endsWith(RuleSetFile.SUFFIX)) {
            load(file);
          }
        }
      }
    }
    try {
      road.use(inForce(sets, given));
    } catch (RulesRefusedException e) {
      throw new IOException("rules cannot be put in force: " + e.getMessage(), e);
    }
    look();
  }

  private void load(Path file) throws IOException {
    try {
      RuleSetInfo set = RuleSetFile.read(file);
      sets.put(set.id(), set);
      List<String> wrong = set.road().problems();
      if (!wrong.isEmpty()) {
        unfit.put(set.id(), wrong.getFirst());
      }
    } catch (RuleSetFile.BrokenException e) {
      Path aside = file.resolveSibling(file.getFileName() + BROKEN);
      Files.move(file, aside, StandardCopyOption.REPLACE_EXISTING);
      setAside.add(
          "the rule set file "
              + file
              + " is broken, now "
              + aside.getFileName()
              + ": "
              + e.getMessage());
    }
  }

  private List<RoadRule> inForce(Map<String, RuleSetInfo> own, Map<String, RuleSetInfo> ofServer) {
    return Stream.concat(
            own.values().stream().filter(set -> !unfit.containsKey(set.id())),
            ofServer.values().stream())
        .filter(RuleSetInfo::enabled)
        .sorted(ORDER)
        .map(RuleSetInfo::road)
        .toList();
  }

  @Override
  public synchronized List<RuleSetState> list() {
    Map<String, RuleSetCounts> counts = new TreeMap<>();
    road.counts().forEach(one -> counts.put(one.id(), one));
    return Stream.concat(sets.values().stream(), given.values().stream())
        .sorted(ORDER)
        .map(set -> state(set, counts))
        .toList();
  }

  private RuleSetState state(RuleSetInfo set, Map<String, RuleSetCounts> counts) {
    String problem = set.enabled() ? unfit.getOrDefault(set.id(), "") : "";
    RuleSetCounts nothing = new RuleSetCounts(set.id(), false, 0, 0, "", List.of());
    return new RuleSetState(
        set, problem, given.containsKey(set.id()), counts.getOrDefault(set.id(), nothing));
  }

  /** Never waits for a change that is under way. */
  @Override
  public List<String> problems() {
    return problems;
  }

  private void look() {
    List<String> found = new ArrayList<>(setAside);
    unfit.forEach((id, problem) -> {
      RuleSetInfo set = sets.get(id);
      if (set != null && set.enabled()) {
        found.add("the rule set '" + id + "' is on and not in force: " + problem);
      }
    });
    problems = List.copyOf(found);
  }

  /**
   * Puts the rule sets of the OpAMP server in force in place of those that it gave before; the
   * owner's stay. They are not kept here.
   *
   * @param all each with its place in the server's config, for messages
   * @throws RuleSetException with the place of the first that cannot be; then nothing changes
   */
  public synchronized void give(Map<RuleSetInfo, String> all) throws RuleSetException {
    Map<String, RuleSetInfo> next = new TreeMap<>();
    for (Map.Entry<RuleSetInfo, String> one : all.entrySet()) {
      RuleSetInfo set = one.getKey();
      try {
        if (sets.containsKey(set.id())) {
          throw new RuleSetException(
              Kind.WRONG, "the rule set '" + set.id() + "' is the owner's; expected another id");
        }
        check(set);
      } catch (RuleSetException e) {
        throw new RuleSetException(e.kind(), one.getValue() + ": " + e.getMessage(), e.problems());
      }
      next.put(set.id(), set);
    }
    if (next.size() > MAX_SETS) {
      throw new RuleSetException(
          Kind.WRONG, next.size() + " rule sets; at most " + MAX_SETS + " are taken");
    }
    if (!next.equals(given)) {
      use(sets, next);
      given = next;
    }
  }

  /** Everything but whether there is room for it. */
  private static void check(RuleSetInfo set) throws RuleSetException {
    try {
      RuleSetRules.check(set);
    } catch (IllegalArgumentException e) {
      throw new RuleSetException(Kind.WRONG, String.valueOf(e.getMessage()));
    }
    List<String> wrong = set.road().problems();
    if (!wrong.isEmpty()) {
      throw new RuleSetException(
          Kind.WRONG, "rule set '" + set.id() + "' does not check: " + wrong.getFirst(), wrong);
    }
  }

  private void checkOwn(String id) throws RuleSetException {
    if (given.containsKey(id)) {
      throw new RuleSetException(
          Kind.WRONG, "the rule set '" + id + "' is of the OpAMP server, and is changed there");
    }
  }

  @Override
  public synchronized RuleSetState put(RuleSetInfo set) throws RuleSetException {
    checkOwn(set.id());
    check(set);
    if (!sets.containsKey(set.id()) && sets.size() >= MAX_SETS) {
      throw new RuleSetException(
          Kind.WRONG, "there are " + MAX_SETS + " rule sets already; remove one first");
    }
    Map<String, RuleSetInfo> next = new TreeMap<>(sets);
    next.put(set.id(), set);
    String was = unfit.remove(set.id());
    boolean done = false;
    try {
      change(next, () -> RuleSetFile.write(folder, set));
      done = true;
    } finally {
      if (!done && was != null) {
        unfit.put(set.id(), was);
      }
    }
    return get(set.id());
  }

  @Override
  public synchronized RuleSetState change(String id, UnaryOperator<RuleSetInfo> change)
      throws RuleSetException {
    RuleSetInfo now = sets.get(id);
    return put(change.apply(now == null ? RuleSetInfo.of(id, "") : now));
  }

  @Override
  public synchronized RuleSetState enable(String id, boolean on) throws RuleSetException {
    RuleSetInfo set = known(id);
    String problem = unfit.get(id);
    if (on && problem != null) {
      throw new RuleSetException(
          Kind.WRONG, "rule set '" + id + "' does not check: " + problem, List.of(problem));
    }
    if (set.enabled() != on) {
      RuleSetInfo switched = set.withEnabled(on);
      Map<String, RuleSetInfo> next = new TreeMap<>(sets);
      next.put(id, switched);
      change(next, () -> RuleSetFile.write(folder, switched));
    }
    return get(id);
  }

  @Override
  public synchronized void remove(String id) throws RuleSetException {
    known(id);
    Map<String, RuleSetInfo> next = new TreeMap<>(sets);
    next.remove(id);
    change(next, () -> Files.deleteIfExists(RuleSetFile.file(folder, id)));
    unfit.remove(id);
    look();
  }

  private RuleSetInfo known(String id) throws RuleSetException {
    checkOwn(id);
    RuleSetInfo set = sets.get(id);
    if (set == null) {
      throw RuleSets.unknown(id);
    }
    return set;
  }

  private interface Keep {
    void run() throws IOException;
  }

  /** Puts in force and keeps; when one of them fails all is as before. */
  private void change(Map<String, RuleSetInfo> next, Keep keep) throws RuleSetException {
    use(next, given);
    try {
      keep.run();
    } catch (IOException e) {
      RuleSetException failed =
          new RuleSetException("the rule set cannot be kept in " + folder + ": " + e, e);
      try {
        road.use(inForce(sets, given));
      } catch (RulesRefusedException | IOException again) {
        failed.addSuppressed(again);
      }
      throw failed;
    }
    sets = next;
    look();
  }

  private void use(Map<String, RuleSetInfo> own, Map<String, RuleSetInfo> ofServer)
      throws RuleSetException {
    try {
      road.use(inForce(own, ofServer));
    } catch (RulesRefusedException e) {
      throw new RuleSetException(Kind.WRONG, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new RuleSetException("rules cannot be put in force: " + e.getMessage(), e);
    }
  }
}
