package dev.eyepiece.pipeline;

import dev.eyepiece.telemetry.RecordBatch;
import dev.eyepiece.telemetry.StandStill;
import java.io.IOException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;

/**
 * The thread that forces the journal to disk, five times a second, looks at the disk, and knows by
 * its own pace when the process stood still.
 */
final class DiskKeeper {
  private static final long PAUSE_MILLIS = 200;
  private static final System.Logger LOG = System.getLogger(DiskKeeper.class.getName());

  private final PipelineConfig config;
  private final Journal journal;
  private final LongPredicate kept;
  private final StandStill still;
  private final Troubles troubles;
  private final Machine machine;

  /** The newest request that a force which failed may have lost from the file. */
  private long doubtful = RecordBatch.NO_ID;

  private final Thread thread = new Thread(this::run, "eyepiece-journal");

  /** Not an interrupt: that would close the file under whoever writes. */
  private final CountDownLatch end = new CountDownLatch(1);

  /**
   * @param kept whether the store has every request up to an id
   */
  DiskKeeper(
      PipelineConfig config,
      Journal journal,
      LongPredicate kept,
      StandStill still,
      Troubles troubles,
      Machine machine) {
    this.still = still;
    this.config = config;
    this.journal = journal;
    this.kept = kept;
    this.troubles = troubles;
    this.machine = machine;
    thread.setDaemon(true);
  }

  void start() {
    look();
    thread.start();
  }

  private void run() {
    try {
      while (!end.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
        still.tick();
        look();
        force();
      }
    } catch (InterruptedException e) {
      LOG.log(System.Logger.Level.WARNING, "the journal is no longer forced to disk", e);
      troubles.force = "the journal is no longer forced to disk";
    }
  }

  private void force() {
    try {
      journal.force();
      troubles.force = doubt();
    } catch (IOException e) {
      troubles.force =
          "the journal cannot be forced to disk, so a power cut could take what came: "
              + e.getMessage();
    }
  }

  /** A force that succeeds after one that failed says nothing of what that one was to write. */
  private String doubt() {
    // Each request of the strict mode was forced before its sender heard of it.
    if (journal.forceFailed() && config.durability() == Durability.GROUP) {
      doubtful = journal.newest();
    }
    if (doubtful != RecordBatch.NO_ID && kept.test(doubtful)) {
      doubtful = RecordBatch.NO_ID;
    }
    return doubtful == RecordBatch.NO_ID
        ? ""
        : "the journal could not be forced to disk for a while, so a power cut could take what came"
            + " until then, up to its seal";
  }

  private void look() {
    long free = machine.freeBytes().getAsLong();
    troubles.disk =
        free >= config.diskFloorBytes()
            ? ""
            : "the disk of "
                + config.folder()
                + " has "
                + (free >> 20)
                + " MiB free; nothing is taken below "
                + (config.diskFloorBytes() >> 20)
                + " MiB";
  }

  void end() throws InterruptedException {
    end.countDown();
    thread.join();
  }
}
