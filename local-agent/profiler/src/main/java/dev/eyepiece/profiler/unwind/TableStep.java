package dev.eyepiece.profiler.unwind;

import dev.eyepiece.profiler.elf.UnwindTable;

/** One step by a row of a table: the same rules as the kernel's side follows (unwind.h). */
final class TableStep {
  private static final int PLT_PUSHED_FROM = 11;
  private static final int SIGNAL_BP = 120;
  private static final int SIGNAL_SP = 160;
  private static final int SIGNAL_IP = 168;
  private static final long BELOW_SP = 4096;

  private TableStep() {}

  static boolean step(Registers r, long row) {
    long offset = 8L * UnwindTable.cfa(row);
    return switch (UnwindTable.type(row)) {
      case UnwindTable.SP -> toFrame(r, row, r.sp + offset);
      case UnwindTable.BP -> toFrame(r, row, r.bp + offset);
      case UnwindTable.PLT -> toFrame(r, row, r.sp + 8 + ((r.ip & 15) >= PLT_PUSHED_FROM ? 8 : 0));
      case UnwindTable.BP_DEREF ->
          r.readable(r.bp - offset)
              ? toFrame(r, row, r.word(r.bp - offset))
              : r.stop(StackEnd.UNREADABLE);
      case UnwindTable.ROOT -> r.stop(StackEnd.ROOT);
      case UnwindTable.SIGNAL -> throughSignal(r);
      case UnwindTable.FRAME_POINTER -> byFramePointer(r);
      default -> r.stop(StackEnd.NO_RULE);
    };
  }

  private static boolean toFrame(Registers r, long row, long frame) {
    if (!r.readable(frame - 8)) {
      return r.stop(StackEnd.UNREADABLE);
    }
    long caller = r.word(frame - 8);
    int saved = UnwindTable.bp(row);
    if (saved != 0) {
      long place = saved == UnwindTable.BP_AT_BP ? r.bp : frame + 8L * saved;
      if (!r.readable(place)) {
        return r.stop(StackEnd.UNREADABLE);
      }
      r.bp = r.word(place);
    }
    if (caller == 0) {
      return r.stop(StackEnd.ROOT);
    }
    if (Long.compareUnsigned(frame, r.sp) <= 0 && r.frames > 1) {
      return r.stop(StackEnd.NO_RULE);
    }
    r.sp = frame;
    r.ip = caller;
    r.exact = false;
    return true;
  }

  private static boolean throughSignal(Registers r) {
    long sp = r.sp;
    if (!r.readable(sp + SIGNAL_IP)) {
      return r.stop(StackEnd.UNREADABLE);
    }
    r.bp = r.word(sp + SIGNAL_BP);
    r.sp = r.word(sp + SIGNAL_SP);
    r.ip = r.word(sp + SIGNAL_IP);
    r.exact = true;
    return true;
  }

  private static boolean byFramePointer(Registers r) {
    long bp = r.bp;
    if (bp == 0) {
      return r.stop(StackEnd.ROOT);
    }
    if ((bp & 7) != 0 || Long.compareUnsigned(bp, r.sp - BELOW_SP) < 0) {
      return r.stop(StackEnd.NO_RULE);
    }
    if (!r.readable(bp) || !r.readable(bp + 8)) {
      return r.stop(StackEnd.UNREADABLE);
    }
    long caller = r.word(bp + 8);
    r.bp = r.word(bp);
    if (caller == 0) {
      return r.stop(StackEnd.ROOT);
    }
    r.sp = bp + 16;
    r.ip = caller;
    r.exact = false;
    return true;
  }
}
