package dev.eyepiece.agent.forward;

import dev.eyepiece.agent.ChangeException;
import dev.eyepiece.agent.Finding;
import dev.eyepiece.agent.ForwardInfo;
import dev.eyepiece.agent.ForwardSetup;
import dev.eyepiece.agent.ForwardStatus;
import dev.eyepiece.agent.Forwarding;
import dev.eyepiece.agent.ForwardingException;
import dev.eyepiece.agent.HostPort;
import dev.eyepiece.agent.SettingsException;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.pipeline.ForwardStats;
import dev.eyepiece.pipeline.ForwardStray;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The endpoints of this process: in the settings file, and in force on its road. */
public final class ForwardBook implements Forwarding {
  private final ForwardSetup setup;
  private final Road road;
  private final Supplier<List<HostPort>> own;
  private final LongSupplier returned;

  /** As they are written. */
  private volatile List<ForwardInfo> infos;

  /** Why one of them cannot work, by name. */
  private volatile Map<String, String> failed = Map.of();

  /** What the endpoints are in force on. */
  public interface Road {
    void forward(List<ForwardEndpoint> endpoints) throws IOException;

    List<ForwardStats> forwarding();

    /** Queues that no endpoint has. */
    List<ForwardStray> strays();

    /** Deletes such a queue. */
    void delete(ForwardStray stray);
  }

  /**
   * @param road has the endpoints of {@link #endpoints(ForwardSetup)} in force already
   * @param own where this process takes OTLP
   * @param returned requests that had gone on from here and came back
   */
  public ForwardBook(
      ForwardSetup setup, Road road, Supplier<List<HostPort>> own, LongSupplier returned) {
    this.setup = setup;
    this.road = road;
    this.own = own;
    this.returned = returned;
    infos = setup.endpoints();
    Map<String, String> wrong = new HashMap<>();
    endpoints(infos, setup.environment(), wrong);
    failed = Map.copyOf(wrong);
  }

  /** The endpoints to open a road with. */
  public static List<ForwardEndpoint> endpoints(ForwardSetup setup) {
    return endpoints(setup.endpoints(), setup.environment(), new HashMap<>());
  }

  /** One that cannot work is as if it were off, so that what is queued for it stays. */
  private static List<ForwardEndpoint> endpoints(
      List<ForwardInfo> infos, Map<String, String> environment, Map<String, String> wrong) {
    List<ForwardEndpoint> endpoints = new ArrayList<>();
    for (ForwardInfo info : infos) {
      try {
        ForwardEndpoint endpoint = info.endpoint(environment);
        endpoint.check();
        endpoints.add(endpoint);
      } catch (IllegalArgumentException e) {
        wrong.put(info.name(), String.valueOf(e.getMessage()));
        endpoints.add(
            ForwardInfo.of(info.name(), info.url()).endpoint(Map.of()).withEnabled(false));
      }
    }
    return endpoints;
  }

  /** Whom it forwards to by now. */
  public ForwardSetup setup() {
    return new ForwardSetup(infos, setup.environment(), setup.file(), setup.fixed());
  }

  @Override
  public List<ForwardStatus> list() {
    Map<String, ForwardStats> known = new HashMap<>();
    for (ForwardStats stats : road.forwarding()) {
      known.put(stats.endpoint().name(), stats);
    }
    Map<String, String> wrong = failed;
    List<ForwardStatus> all = new ArrayList<>();
    for (ForwardInfo info : infos) {
      ForwardStats stats = known.get(info.name());
      String why = wrong.get(info.name());
      if (stats != null) {
        all.add(
            new ForwardStatus(info, why == null || !info.enabled() ? stats : stats.failed(why)));
      }
    }
    return all;
  }

  /** What is wrong with endpoints that are on, one sentence each. */
  public List<String> troubles() {
    return list().stream()
        .filter(status -> status.info().enabled())
        .map(ForwardStatus::trouble)
        .filter(text -> !text.isEmpty())
        .toList();
  }

  @Override
  public List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    long came = returned.getAsLong();
    if (came > 0) {
      findings.add(ForwardFinding.cameBack(came));
    }
    for (ForwardStatus status : list()) {
      if (status.stats().returnedRequests() > 0) {
        findings.add(ForwardFinding.loop(status));
      }
    }
    road.strays().forEach(stray -> findings.add(ForwardFinding.stray(stray)));
    return findings;
  }

  @Override
  public String fixed() {
    return setup.fixed();
  }

  @Override
  public synchronized ForwardStatus put(ForwardInfo endpoint) throws ForwardingException {
    ForwardInfo before = find(endpoint.name());
    ForwardInfo whole = endpoint.withHidden(before);
    checkLoop(whole);
    try {
      whole.endpoint(setup.environment()).check();
    } catch (IllegalArgumentException e) {
      throw new ForwardingException(ChangeException.Kind.WRONG, String.valueOf(e.getMessage()));
    }
    List<ForwardInfo> next = new ArrayList<>(infos);
    if (before == null) {
      next.add(whole);
    } else {
      next.set(next.indexOf(before), whole);
    }
    change(next);
    return get(endpoint.name());
  }

  private @Nullable ForwardInfo find(String name) {
    return infos.stream().filter(one -> one.name().equals(name)).findFirst().orElse(null);
  }

  private void checkLoop(ForwardInfo endpoint) throws ForwardingException {
    HostPort itself;
    try {
      itself = ForwardLoop.find(endpoint, own.get());
    } catch (IllegalArgumentException e) {
      throw new ForwardingException(ChangeException.Kind.WRONG, "url: " + e.getMessage());
    }
    if (itself != null) {
      throw new ForwardingException(
          ChangeException.Kind.WRONG, ForwardLoop.message(endpoint, itself));
    }
  }

  @Override
  public synchronized void remove(String name) throws ForwardingException {
    for (ForwardStray stray : road.strays()) {
      if (stray.name().equals(name) && find(name) == null) {
        road.delete(stray);
        return;
      }
    }
    get(name);
    change(infos.stream().filter(one -> !one.name().equals(name)).toList());
  }

  private void change(List<ForwardInfo> next) throws ForwardingException {
    if (!setup.fixed().isEmpty()) {
      throw new ForwardingException(ChangeException.Kind.WRONG, setup.fixed());
    }
    try {
      ForwardList.checked(next);
      Path file = setup.file();
      if (file != null) {
        ForwardFile.save(file, next);
      }
      Map<String, String> wrong = new HashMap<>();
      road.forward(endpoints(next, setup.environment(), wrong));
      infos = List.copyOf(next);
      failed = Map.copyOf(wrong);
    } catch (IllegalArgumentException | SettingsException e) {
      throw new ForwardingException(ChangeException.Kind.WRONG, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new ForwardingException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public Finding test(ForwardInfo endpoint) {
    return ForwardFinding.of(endpoint.withHidden(find(endpoint.name())), setup, own.get(), null);
  }
}
