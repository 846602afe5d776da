package dev.eyepiece.pipeline;

/** What is wrong now, one sentence each, empty when nothing is. Safe for use by several threads. */
final class Troubles {
  /** The journal refuses appends: nothing is taken. */
  volatile String journal = "";

  /** The disk is below its floor: nothing is taken. */
  volatile String disk = "";

  /** The store refuses seals: what is taken stays in ring and journal. */
  volatile String seal = "";

  /** The journal is written and cannot be forced to disk. */
  volatile String force = "";

  /** Something of an earlier run could not be brought back; stays for this run. */
  volatile String replay = "";

  /** The gravest of them. */
  String now() {
    for (String trouble : new String[] {journal, disk, seal, force, replay}) {
      if (!trouble.isEmpty()) {
        return trouble;
      }
    }
    return "";
  }
}
