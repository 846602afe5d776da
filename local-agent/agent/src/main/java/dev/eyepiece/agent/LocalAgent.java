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
import dev.eyepiece.net.NetLimits;
import dev.eyepiece.net.NetServer;
import dev.eyepiece.net.Port;
import dev.eyepiece.net.PortException;
import dev.eyepiece.net.Route;
import dev.eyepiece.net.Tls;
import dev.eyepiece.opamp.Fleet;
import dev.eyepiece.opamp.FleetLimits;
import dev.eyepiece.opamp.OpampClient;
import dev.eyepiece.otlp.OtlpReceiver;
import dev.eyepiece.otlp.ReceiverCounts;
import dev.eyepiece.otlp.RequestDecoder;
import dev.eyepiece.otlp.Senders;
import dev.eyepiece.pipeline.ForwardEndpoint;
import dev.eyepiece.pipeline.ForwardStats;
import dev.eyepiece.pipeline.Pipeline;
import dev.eyepiece.pipeline.PipelineConfig;
import dev.eyepiece.pipeline.RoadRule;
import dev.eyepiece.pipeline.RuleSetCounts;
import dev.eyepiece.pipeline.RulesRefusedException;
import dev.eyepiece.pipeline.Telemetry;
import dev.eyepiece.store.ClickHouse;
import dev.eyepiece.store.ClickHouseConfig;
import dev.eyepiece.store.DuckDbStore;
import dev.eyepiece.store.StoreConfig;
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

  /** Below this much free disk nothing more is taken. */
  private static final long DISK_FLOOR_BYTES = 256L << 20;

  private static final Duration REMOTE_SEAL_AFTER = Duration.ofSeconds(1);

  private final AgentConfig config;
  private final Clock clock;
  private final Instant started;

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
    TelemetryStore store = openStore(folder);
    Pipeline pipeline = openRoad(folder, store);
    TelemetryStore elsewhere = openElsewhere();
    storeLimits = (elsewhere == null ? store : elsewhere).limits();
    HostProfiling profiler =
        HostProfiling.ofMachine(config.stateFolder(), decoder, pipeline, clock);
    open.push(profiler::close);
    profiling = profiler;
    OtlpReceiver receiver = new OtlpReceiver(decoder, pipeline, config.answerCapBytes());
    counts = receiver.counts();
    senders = receiver.senders();
    RuleBook book = RuleBook.open(DataFolder.rules(folder), new RulesRoad(pipeline));
    rules = book;
    ForwardBook forwards =
        new ForwardBook(config.forward(), new ForwardRoad(pipeline), this::otlpPorts);
    forwarding = forwards;
    Telemetry all =
        new AgentTelemetry(
            pipeline,
            elsewhere == null ? pipeline::snapshot : () -> elsewhere.snapshot(List.of()),
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
    NetServer server = listen(receiver, routes, token);
    open.push(server::close);
    net = server;
    announce(lock, server, listenToFleet(server, agents));
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
  private @Nullable URI listenToFleet(NetServer server, Fleet agents) throws IOException {
    HostPort address = config.opamp().address();
    if (address == null) {
      return null;
    }
    String senders = config.senderToken() == null ? null : Token.read(config.senderToken());
    Port port =
        new Port(
            address(address),
            "Eyepiece's fleet: OpAMP at " + Fleet.PATH + ", over WebSocket and HTTP.",
            List.of(),
            agents.routes(),
            agents.webSockets(),
            address.isLoopback() ? null : senders,
            tls(address));
    try {
      return uri(address, port.tls(), server.open(port, NetLimits.DEFAULT).port())
          .resolve(Fleet.PATH);
    } catch (PortException e) {
      if (config.opamp().needed()) {
        throw e;
      }
      fleetTrouble = String.valueOf(e.getMessage());
      LOG.log(System.Logger.Level.WARNING, "no agent can report here: {0}", fleetTrouble);
      return null;
    }
  }

  private final RequestDecoder decoder = new RequestDecoder(new SymbolTable());

  /** What the road seals into. */
  private TelemetryStore openStore(Path folder) throws IOException, StoreException {
    ClickHouseConfig other = config.store();
    TelemetryStore store;
    if (other != null && config.writesElsewhere()) {
      store =
          ClickHouse.open(
              other.writing(other.access(), DataFolder.writer(folder), other.cluster()));
    } else {
      StoreConfig storeConfig =
          StoreConfig.of(DataFolder.windows(folder)).withMemory(config.memoryCapBytes());
      store =
          DuckDbStore.open(
              storeConfig
                  .withCap(
                      config.retention().capBytes(),
                      Math.min(storeConfig.windowBytes(), config.retention().capBytes() / 4))
                  .keptFor(config.retention().keepFor()));
    }
    open.push(store::close);
    return store;
  }

  /** The store that is asked and not written to; null when that is the road's own. */
  private @Nullable TelemetryStore openElsewhere() throws StoreException {
    ClickHouseConfig other = config.store();
    if (other == null || config.writesElsewhere()) {
      return null;
    }
    TelemetryStore store = ClickHouse.open(other);
    open.push(store::close);
    return store;
  }

  /** A remote store gets what came about once a second: what waits for it cannot be seen. */
  private Duration sealAfter() {
    boolean soon = config.writesElsewhere() && config.sealAfter().compareTo(REMOTE_SEAL_AFTER) > 0;
    return soon ? REMOTE_SEAL_AFTER : config.sealAfter();
  }

  private Pipeline openRoad(Path folder, TelemetryStore store) throws IOException, StoreException {
    PipelineConfig road = PipelineConfig.of(folder);
    Pipeline pipeline =
        Pipeline.open(
            new PipelineConfig(
                folder,
                config.durability(),
                config.ringCapBytes(),
                config.queueCapBytes(),
                road.segmentBytes(),
                road.sealRows(),
                sealAfter(),
                DISK_FLOOR_BYTES),
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
  }

  /** Where OTLP is taken, as far as that is known. */
  private List<HostPort> otlpPorts() {
    Endpoints known = endpoints;
    return known == null
        ? List.of(config.otlpGrpc(), config.otlpHttp())
        : List.of(
            config.otlpGrpc().withPort(known.otlpGrpc().getPort()),
            config.otlpHttp().withPort(known.otlpHttp().getPort()));
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

  private NetServer listen(OtlpReceiver receiver, List<Route> api, String token)
      throws IOException {
    String senders = config.senderToken() == null ? null : Token.read(config.senderToken());
    NetLimits limits =
        new NetLimits(
            config.requestCapBytes(),
            NetLimits.DEFAULT.maxConnections(),
            NetLimits.DEFAULT.idleSeconds());
    return NetServer.start(
        List.of(
            port(
                config.otlpGrpc(),
                "Eyepiece takes OTLP here, over gRPC and HTTP.",
                receiver,
                senders),
            port(
                config.otlpHttp(),
                "Eyepiece takes OTLP here, over HTTP and gRPC.",
                receiver,
                senders),
            new Port(
                address(config.api()),
                "Eyepiece's local API, under /api/v1/.",
                List.of(),
                api,
                token,
                tls(config.api()))),
        limits,
        Runtime.getRuntime().availableProcessors());
  }

  private Port port(
      HostPort address, String purpose, OtlpReceiver receiver, @Nullable String senders) {
    return new Port(
        address(address),
        purpose,
        receiver.services(),
        receiver.routes(),
        List.of(),
        config.origins(),
        address.isLoopback() ? null : senders,
        otlpTls(address),
        receiver.senders());
  }

  private static dev.eyepiece.net.HostPort address(HostPort address) {
    return new dev.eyepiece.net.HostPort(address.host(), address.port());
  }

  /** Loopback stays plain: a certificate is for the other machines. */
  private @Nullable Tls tls(HostPort address) {
    AgentConfig.TlsFiles files = config.tls();
    return address.isLoopback() || files == null ? null : new Tls(files.certificate(), files.key());
  }

  /** Who asks senders for certificates means those of this machine too. */
  private @Nullable Tls otlpTls(HostPort address) {
    AgentConfig.TlsFiles files = config.tls();
    Path authorities = files == null ? null : files.clientAuthorities();
    return files == null || authorities == null
        ? tls(address)
        : new Tls(
            files.certificate(),
            files.key(),
            new Tls.Clients(authorities, files.clientsRequired()));
  }

  private void announce(FolderLock lock, NetServer server, @Nullable URI opamp) throws IOException {
    List<dev.eyepiece.net.HostPort> ports = server.addresses();
    Endpoints all =
        new Endpoints(
            uri(config.otlpGrpc(), otlpTls(config.otlpGrpc()), ports.get(0).port()),
            uri(config.otlpHttp(), otlpTls(config.otlpHttp()), ports.get(1).port()),
            uri(config.api(), tls(config.api()), ports.get(2).port()),
            opamp);
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

  private static URI uri(HostPort address, @Nullable Tls tls, int port) {
    return URI.create((tls == null ? "http" : "https") + "://" + address.withPort(port));
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
    Endpoints known = endpoints;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return known;
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
    Telemetry known = telemetry;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return known;
  }

  /** The rules that change what comes. */
  public RuleSets rules() {
    RuleSets known = rules;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return known;
  }

  /** Saves what it holds into bundles, and takes bundles in. */
  public SessionBundles bundles() {
    SessionBundles known = bundles;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return known;
  }

  /** Who gets what comes too. */
  public Forwarding forwarding() {
    Forwarding known = forwarding;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return known;
  }

  /** The agents that report to it over OpAMP. */
  public Fleet fleet() {
    Fleet known = fleet;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return known;
  }

  /** Why no agent can report to it though it was to listen for them; empty when they can. */
  public String fleetTrouble() {
    return fleetTrouble;
  }

  /** Profiles this host while somebody wants it to. */
  public HostProfiling profiling() {
    HostProfiling known = profiling;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return known;
  }

  /** What its receiver took and refused. */
  public ReceiverCounts receiver() {
    ReceiverCounts known = counts;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return known;
  }

  /** How it stands with its receiver, and who sends to it. */
  public ReceiverReport receiverReport() {
    Senders known = senders;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    return ReceiverReport.of(config, endpoints(), known);
  }

  /**
   * Takes figures of the machine and of this program as metrics from now on, by the same road as
   * all others.
   */
  public void measureHost(Duration every) {
    HostPaceSwitch known = hostPace;
    if (known == null) {
      throw new IllegalStateException("the agent is not up");
    }
    known.set(every);
  }

  /** How it stands with the server that it reports to; {@code null} when it reports to none. */
  public OpampClient.@Nullable State reporting() {
    OpampClient known = client;
    return known == null ? null : known.state();
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
