package dev.eyepiece.agent.host;

import dev.eyepiece.pipeline.RoadStats;
import dev.eyepiece.telemetry.MetricTree;
import dev.eyepiece.telemetry.Signal;
import java.util.Locale;
import java.util.function.Supplier;
import oshi.SystemInfo;
import oshi.hardware.CentralProcessor;
import oshi.hardware.GlobalMemory;
import oshi.hardware.HWDiskStore;
import oshi.hardware.HardwareAbstractionLayer;
import oshi.hardware.NetworkIF;
import oshi.software.os.OSProcess;

/**
 * Reads what the machine, this process and the road do, by the names of OpenTelemetry's semantic
 * conventions for systems and processes. Reading takes some milliseconds. For one thread.
 */
final class HostReading {
  private static final int MOST_DEVICES = 32;

  private final SystemInfo system = new SystemInfo();
  private final HardwareAbstractionLayer hardware = system.getHardware();
  private final CentralProcessor processor = hardware.getProcessor();
  private final Supplier<RoadStats> road;
  private final OwnSender sender;
  private final long startUnixNano;
  private long[] ticks;

  HostReading(Supplier<RoadStats> road, OwnSender sender, long startUnixNano) {
    this.road = road;
    this.sender = sender;
    this.startUnixNano = startUnixNano;
    ticks = processor.getSystemCpuLoadTicks();
  }

  MetricTree read(long nowUnixNano) {
    MetricWriter out = new MetricWriter(startUnixNano, nowUnixNano);
    String host = system.getOperatingSystem().getNetworkParams().getHostName();
    out.resource("service.name", "host", "host.name", host);
    cpu(out);
    memory(out);
    disks(out);
    network(out);
    out.resource(
        "service.name",
        "eyepiece",
        "host.name",
        host,
        "process.pid",
        Long.toString(ProcessHandle.current().pid()));
    process(out);
    road(out, road.get());
    out.counter("eyepiece.own.requests.refused", "{request}", sender.refused());
    out.counter("eyepiece.own.requests.dropped", "{request}", sender.dropped());
    return out.tree();
  }

  private void cpu(MetricWriter out) {
    long[] now = processor.getSystemCpuLoadTicks();
    for (CentralProcessor.TickType type : CentralProcessor.TickType.values()) {
      String mode = type.name().toLowerCase(Locale.ROOT);
      out.seconds("system.cpu.time", (double) now[type.getIndex()] / 1000, "cpu.mode", mode);
    }
    out.gauge("system.cpu.utilization", "1", processor.getSystemCpuLoadBetweenTicks(ticks));
    ticks = now;
    out.level("system.cpu.logical.count", "{cpu}", processor.getLogicalProcessorCount());
    double[] load = processor.getSystemLoadAverage(1);
    if (load[0] >= 0) {
      out.gauge("system.linux.cpu.load_1m", "{thread}", load[0]);
    }
  }

  private void memory(MetricWriter out) {
    GlobalMemory memory = hardware.getMemory();
    long used = memory.getTotal() - memory.getAvailable();
    out.level("system.memory.usage", "By", used, "system.memory.state", "used");
    out.level("system.memory.usage", "By", memory.getAvailable(), "system.memory.state", "free");
    out.level(
        "system.paging.usage",
        "By",
        memory.getVirtualMemory().getSwapUsed(),
        "system.paging.state",
        "used");
  }

  private void disks(MetricWriter out) {
    String io = "system.disk.io";
    hardware.getDiskStores().stream().limit(MOST_DEVICES).forEach(disk -> disk(out, io, disk));
  }

  private static void disk(MetricWriter out, String io, HWDiskStore disk) {
    String device = disk.getName();
    out.counter(
        io, "By", disk.getReadBytes(), "system.device", device, "disk.io.direction", "read");
    out.counter(
        io, "By", disk.getWriteBytes(), "system.device", device, "disk.io.direction", "write");
  }

  private void network(MetricWriter out) {
    hardware.getNetworkIFs().stream().limit(MOST_DEVICES).forEach(link -> link(out, link));
  }

  private static void link(MetricWriter out, NetworkIF link) {
    String io = "system.network.io";
    String key = "network.interface.name";
    String way = "network.io.direction";
    out.counter(io, "By", link.getBytesRecv(), key, link.getName(), way, "receive");
    out.counter(io, "By", link.getBytesSent(), key, link.getName(), way, "transmit");
  }

  private void process(MetricWriter out) {
    OSProcess self = system.getOperatingSystem().getCurrentProcess();
    out.seconds("process.cpu.time", (double) self.getUserTime() / 1000, "cpu.mode", "user");
    out.seconds("process.cpu.time", (double) self.getKernelTime() / 1000, "cpu.mode", "system");
    out.level("process.memory.usage", "By", self.getResidentSetSize());
    out.level("process.thread.count", "{thread}", self.getThreadCount());
    Runtime runtime = Runtime.getRuntime();
    out.level("jvm.memory.used", "By", runtime.totalMemory() - runtime.freeMemory());
  }

  private static void road(MetricWriter out, RoadStats stats) {
    for (Signal signal : Signal.values()) {
      String name = signal.name().toLowerCase(Locale.ROOT);
      out.counter(
          "eyepiece.records.received",
          "{record}",
          stats.of(signal).records(),
          "eyepiece.signal",
          name);
    }
    out.counter("eyepiece.requests.received", "{request}", stats.requests());
    out.counter("eyepiece.requests.refused", "{request}", stats.refusedRequests());
    out.level("eyepiece.ring.usage", "By", stats.ringBytes());
    out.level("eyepiece.queue.usage", "By", stats.queueBytes());
    out.level("eyepiece.journal.usage", "By", stats.journalBytes());
    out.level("eyepiece.store.usage", "By", stats.store().bytes());
  }
}
