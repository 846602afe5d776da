package dev.eyepiece.agent;

import dev.eyepiece.agent.api.AgentStatus;
import dev.eyepiece.agent.api.FleetApi;
import dev.eyepiece.agent.api.ForwardApi;
import dev.eyepiece.agent.api.LocalApi;
import dev.eyepiece.agent.api.ReceiverApi;
import dev.eyepiece.agent.api.RulesApi;
import dev.eyepiece.agent.folder.DataFolder;
import dev.eyepiece.agent.folder.FolderLock;
import dev.eyepiece.agent.folder.PrivateFiles;
import dev.eyepiece.agent.folder.Token;
import dev.eyepiece.agent.forward.ForwardBook;
import dev.eyepiece.agent.host.HostPaceSwitch;
import dev.eyepiece.agent.rules.RuleBook;
import dev.eyepiece.agent.self.SelfAgent;
import dev.eyepiece.net.BodyStats;
import dev.eyepiece.net.BufferStats;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.PortException;
import dev.eyepiece.net.Route;
import dev.eyepiece.opamp.Fleet;
import dev.eyepiece.opamp.FleetLimits;
import dev.eyepiece.opamp.OpampClient;
import dev.eyepiece.otlp.OtlpReceiver;
import dev.eyepiece.otlp.ReceiverCounts;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.Senders;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.pipeline.ForwardStats;
import dev.eyepiece.pipeline.ForwardStray;
import dev.eyepiece.pipeline.Pipeline;
import dev.eyepiece.pipeline.PipelineConfig;
import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.pipeline.RuleSetCounts;
import dev.eyepiece.pipeline.RulesRefusedException;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.StoreException;
import dev.eyepiece.store.TelemetryStore;
import dev.eyepiece.telemetry.SymbolTable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that works without a display: owns a data folder, receives, holds, and answers. Prints
 * nothing. When {@link #start} returns, what the journal held is back and every port accepts.
 */
public final class LocalAgent implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(LocalAgent.class.getName());

  private final AgentConfig config;
  private final Clock clock;
  private final Instant started;
  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());

  /** What is open, the newest first. */
  private final Deque<Part> open = new ArrayDeque<>();

  /** What must be closed again. */
  private interface Part {
    void close() throws IOException, StoreException;
  }

  private @Nullable Telemetry telemetry;
  private List<String> storeLimits = List.of();
  private @Nullable ReceiverCounts counts;
  private @Nullable Senders senders;
  private volatile @Nullable NetServer net;
  private @Nullable RuleSets rules;
  private @Nullable SessionBundles bundles;
  private @Nullable ForwardBook forwarding;
  private @Nullable Endpoints endpoints;
  private @Nullable HostProfiling profiling;
  private @Nullable Fleet fleet;
  private String fleetTrouble = "";
  private @Nullable HostPaceSwitch hostPace;
  private volatile @Nullable OpampClient client;

  private LocalAgent(AgentConfig config, Clock clock) {
    this.config = config;
    this.clock = clock;
    this.started = clock.instant();
  }

  /** Starts an agent, or leaves nothing behind. */
  public static LocalAgent start(AgentConfig config) throws AgentException, FolderOwnedException {
    return start(config, Clock.systemUTC());
  }

  static LocalAgent start(AgentConfig config, Clock clock)
      throws AgentException, FolderOwnedException {
    LocalAgent agent = new LocalAgent(config, clock);
    boolean up = false;
    try {
      agent.open();
      up = true;
      return agent;
    } catch (FileSystemException e) {
      // Such an error says which file and, at times, nothing else.
      String reason = e.getReason() == null ? "it is not a folder that can be used" : e.getReason();
      throw new AgentException(
          "the data folder "
              + config.dataFolder()
              + " cannot be used: "
              + e.getFile()
              + ": "
              + reason,
          e);
    } catch (IOException | StoreException e) {
      throw new AgentException(String.valueOf(e.getMessage()), e);
    } finally {
      if (!up) {
        agent.close();
      }
    }
  }

  private void open() throws IOException, StoreException, FolderOwnedException {
    OpampClient.Pace reporterPace = opampPace();
    Path folder = config.dataFolder();
    PrivateFiles.createFolder(folder);
    FolderLock lock = FolderLock.take(folder);
    open.push(lock::close);
    String token = Token.ofFolder(folder);
    AgentStores stores = new AgentStores(config);
    TelemetryStore store = stores.openSealed();
    open.push(store::close);
    Pipeline pipeline = openRoad(stores.road(), store);
    TelemetryStore elsewhere = stores.openAsked();
    if (elsewhere != null) {
      open.push(elsewhere::close);
    }
    storeLimits = (elsewhere == null ? store : elsewhere).limits();
    HostProfiling profiler =
        HostProfiling.ofMachine(config.stateFolder(), decoder, pipeline, clock);
    open.push(profiler::close);
    profiling = profiler;
    OtlpReceiver receiver =
        new OtlpReceiver(decoder, pipeline, config.caps().answerBytes(), pipeline.agentId());
    counts = receiver.counts();
    senders = receiver.senders();
    RuleBook book = RuleBook.open(DataFolder.rules(folder), new RulesRoad(pipeline));
    rules = book;
    ForwardBook forwards =
        new ForwardBook(
            config.forward(),
            new ForwardRoad(pipeline),
            this::otlpPorts,
            receiver.counts()::returnedRequests);
    forwarding = forwards;
    Telemetry all =
        new AgentTelemetry(
            pipeline,
            elsewhere == null ? pipeline::snapshot : new ReadStore(elsewhere, System::nanoTime),
            config.store() == null ? "" : config.store().title(),
            receiver.counts(),
            () -> bodies().refused() + bodies().stalled(),
            book,
            forwards::troubles);
    telemetry = all;
    bundles = new SessionBundles(all, decoder, pipeline, book, clock);
    QueryThreads queries = new QueryThreads();
    open.push(queries::close);
    AgentStatus status = new AgentStatus(config, all, storeLimits, started, clock);
    LocalApi api =
        new LocalApi(
            all,
            clock,
            queries,
            () ->
                status.json(
                    endpoints(), bodies(), buffers(pipeline), reporting(), forwards.list()));
    Fleet agents = Fleet.open(DataFolder.fleet(folder), clock, FleetLimits.DEFAULT);
    open.push(agents::close);
    fleet = agents;
    List<Route> routes = new ArrayList<>(api.routes());
    routes.addAll(new FleetApi(agents, clock).routes());
    routes.addAll(new RulesApi(book).routes());
    routes.addAll(new ReceiverApi(this::receiverReport).routes());
    routes.addAll(new ForwardApi(forwards).routes());
    HostPaceSwitch pace = new HostPaceSwitch(decoder, pipeline, pipeline::stats, clock);
    open.push(pace::close);
    hostPace = pace;
    URI reportTo = config.opamp().connect();
    // Before anything is taken: what it is given goes through the server's rules too.
    SelfAgent self =
        reportTo == null
            ? null
            : SelfAgent.open(folder, config, all::stats, agents::trouble, pace, book, started);
    AgentPorts ports = new AgentPorts(config);
    NetServer server = ports.open(receiver, routes, token);
    open.push(server::close);
    net = server;
    announce(lock, ports.endpoints(server, listenToFleet(ports, server, agents)));
    if (reportTo != null && self != null) {
      OpampClient reporter = OpampClient.start(reportTo, self, self.memory(), reporterPace, clock);
      client = reporter;
      open.push(reporter::close);
    }
  }

  private OpampClient.Pace opampPace() throws IOException {
    Path token = config.opamp().token();
    return token == null
        ? OpampClient.Pace.DEFAULT
        : OpampClient.Pace.DEFAULT.withHeaders(
            Map.of("Authorization", "Bearer " + Token.read(token)));
  }

  /**
   * Opens the port of the fleet.
   *
   * @return its URL; null when there is none
   */
  private @Nullable URI listenToFleet(AgentPorts ports, NetServer server, Fleet agents)
      throws IOException {
    HostPort address = config.opamp().address();
    if (address == null) {
      return null;
    }
    try {
      return ports.openFleet(server, address, agents);
    } catch (PortException e) {
      if (config.opamp().needed()) {
        throw e;
      }
      fleetTrouble = String.valueOf(e.getMessage());
      LOG.log(System.Logger.Level.WARNING, "no agent can report here: {0}", fleetTrouble);
      return null;
    }
  }

  private Pipeline openRoad(PipelineConfig road, TelemetryStore store)
      throws IOException, StoreException {
    Pipeline pipeline =
        Pipeline.open(
            road,
            store,
            decoder,
            clock,
            ForwardBook.endpoints(config.forward()),
            (done, total) -> {});
    open.push(pipeline::close);
    return pipeline;
  }

  private record ForwardRoad(Pipeline pipeline) implements ForwardBook.Road {
    @Override
    public void forward(List<ForwardEndpoint> endpoints) throws IOException {
      pipeline.forward(endpoints);
    }

    @Override
    public List<ForwardStats> forwarding() {
      return pipeline.forwarding();
    }

    @Override
    public List<ForwardStray> strays() {
      return pipeline.strayQueues();
    }

    @Override
    public void delete(ForwardStray stray) {
      pipeline.delete(stray);
    }
  }

  /** Where OTLP is taken, as far as that is known. */
  private List<HostPort> otlpPorts() {
    Endpoints known = endpoints;
    return known == null
        ? config.ports().otlp()
        : List.of(
            config.ports().grpc().withPort(known.otlpGrpc().getPort()),
            config.ports().http().withPort(known.otlpHttp().getPort()));
  }

  private record RulesRoad(Pipeline pipeline) implements RuleBook.Road {
    @Override
    public void use(List<RoadRule> rules) throws RulesRefusedException, IOException {
      pipeline.use(rules);
    }

    @Override
    public List<RuleSetCounts> counts() {
      return pipeline.ruleCounts();
    }
  }

  private void announce(FolderLock lock, Endpoints all) throws IOException {
    endpoints = all;
    ProcessHandle self = ProcessHandle.current();
    Owner owner = new Owner(self.pid(), self.info().startInstant().orElse(started), all.api());
    lock.name(owner);
    RunningAgents.Listing listing =
        new RunningAgents(config.stateFolder())
            .add(
                new RunningAgent(
                    owner,
                    config.dataFolder().toAbsolutePath().normalize(),
                    all.otlpGrpc(),
                    all.otlpHttp()));
    open.push(listing::close);
  }

  /** What it was started with, and whom it forwards to by now. */
  public AgentConfig config() {
    ForwardBook known = forwarding;
    return known == null ? config : config.withForward(known.setup());
  }

  /** What the store that is asked cannot keep or answer, each a sentence for people. */
  public List<String> storeLimits() {
    return storeLimits;
  }

  /** Where it listens. */
  public Endpoints endpoints() {
    return up(endpoints);
  }

  private BufferStats buffers(Pipeline pipeline) {
    NetServer known = net;
    return known == null ? BufferStats.NONE : known.buffers().plusCopied(pipeline.copiedBytes());
  }

  private BodyStats bodies() {
    NetServer known = net;
    return known == null ? BodyStats.NONE : known.bodies();
  }

  /** What it holds. */
  public Telemetry telemetry() {
    return up(telemetry);
  }

  /** The rules that change what comes. */
  public RuleSets rules() {
    return up(rules);
  }

  /** Saves what it holds into bundles, and takes bundles in. */
  public SessionBundles bundles() {
    return up(bundles);
  }

  /** Who gets what comes too. */
  public Forwarding forwarding() {
    return up(forwarding);
  }

  /** The agents that report to it over OpAMP. */
  public Fleet fleet() {
    return up(fleet);
  }

  /** Why no agent can report to it though it was to listen for them; empty when they can. */
  public String fleetTrouble() {
    return fleetTrouble;
  }

  /** Profiles this host while somebody wants it to. */
  public HostProfiling profiling() {
    return up(profiling);
  }

  /** What its receiver took and refused. */
  public ReceiverCounts receiver() {
    return up(counts);
  }

  /** How it stands with its receiver, and who sends to it. */
  public ReceiverReport receiverReport() {
    return ReceiverReport.of(config, endpoints(), up(senders));
  }

  /**
   * Takes figures of the machine and of this program as metrics from now on, by the same road as
   * all others.
   */
  public void measureHost(Duration every) {
    up(hostPace).set(every);
  }

  /** How it stands with the server that it reports to; {@code null} when it reports to none. */
  public OpampClient.@Nullable State reporting() {
    OpampClient known = client;
    return known == null ? null : known.state();
  }

  private static <T> T up(@Nullable T part) {
    if (part == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return part;
  }

  /** Stops taking, seals what is left, and gives the folder back. */
  @Override
  public void close() {
    while (!open.isEmpty()) {
      try {
        open.pop().close();
      } catch (IOException | StoreException | RuntimeException e) {
        // Whatever it was, the other parts are closed too.
        LOG.log(System.Logger.Level.WARNING, "not stopped cleanly: " + e.getMessage(), e);
      }
    }
  }
}
