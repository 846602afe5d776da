package dev.eyepiece.profiler.elf;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Runs the call frame instructions of one function (DWARF 5, 6.4.2) as far as x86-64 code needs
 * them: the caller's frame by rsp, rbp or one of two expressions, rbp saved or not, return address
 * below the caller's frame. For one thread.
 */
final class CfaMachine {
  private static final int RBP = 6;
  private static final int RSP = 7;
  private static final int RIP = 16;
  private static final int MOST_STATES = 64;

  /** How the caller's frame is found, beside by a register. */
  private static final int BY_PLT = -1;

  private static final int BY_BP_DEREF = -2;
  private static final int BY_OTHER = -3;

  private final ByteBuffer in;

  interface Rows {
    void add(long pc, int type, int cfaWords, int bpWords);
  }

  /**
   * @param base register, or one of the BY_ constants
   * @param bp place of rbp from the caller's frame in bytes; 0 unchanged
   */
  private record State(
      int base,
      long offset,
      long bp,
      boolean bpAtBp,
      boolean bpLost,
      boolean root,
      boolean oddReturn) {
    State at(int newBase, long newOffset) {
      return new State(newBase, newOffset, bp, bpAtBp, bpLost, root, oddReturn);
    }

    State savedBp(long place) {
      return new State(base, offset, place, false, false, root, oddReturn);
    }

    State bpAtBpNow() {
      return new State(base, offset, 0, true, false, root, oddReturn);
    }

    State lostBp() {
      return new State(base, offset, 0, false, true, root, oddReturn);
    }

    State returns(boolean none, boolean odd) {
      return new State(base, offset, bp, bpAtBp, bpLost, none, odd);
    }
  }

  private static final State START = new State(RSP, 8, 0, false, false, false, false);

  CfaMachine(ByteBuffer in) {
    this.in = in;
  }

  /** Hands over the rows of a function; addresses are relative to the table's base. */
  void run(EhFrame.Cie cie, int from, int end, long start, long limit, Rows rows) {
    State initial =
        execute(cie, cie.instructions(), cie.end(), START, START, 0, Long.MAX_VALUE, null);
    if (cie.signal()) {
      rows.add(start, UnwindTable.SIGNAL, 0, 0);
      return;
    }
    execute(cie, from, end, initial, initial, start, limit, rows);
  }

  private State execute(
      EhFrame.Cie cie,
      int from,
      int end,
      State first,
      State initial,
      long start,
      long limit,
      @org.jspecify.annotations.Nullable Rows rows) {
    Cursor cursor = new Cursor(in, from);
    Deque<State> remembered = new ArrayDeque<>();
    State state = first;
    long pc = start;
    while (cursor.position() < end) {
      int op = cursor.u8();
      int low = op & 0x3f;
      long advance = -1;
      switch (op & 0xc0) {
        case 0x40 -> advance = low;
        case 0x80 -> state = offset(state, low, cursor.uleb() * cie.dataAlign(), cie);
        case 0xc0 -> state = restore(state, initial, low, cie);
        default -> {
          switch (low) {
            case 0x00 -> {}
            case 0x01 -> {
              // Absolute addresses do not occur in .eh_frame of linked code.
              return state;
            }
            case 0x02 -> advance = cursor.u8();
            case 0x03 -> advance = cursor.u16();
            case 0x04 -> advance = cursor.u32();
            case 0x05 -> {
              int register = (int) cursor.uleb();
              state = offset(state, register, cursor.uleb() * cie.dataAlign(), cie);
            }
            case 0x06 -> state = restore(state, initial, (int) cursor.uleb(), cie);
            case 0x07 -> state = undefined(state, (int) cursor.uleb(), cie);
            case 0x08 -> cursor.uleb();
            case 0x09 -> {
              state = undefinedValue(state, (int) cursor.uleb(), cie);
              cursor.uleb();
            }
            case 0x0a -> {
              if (remembered.size() < MOST_STATES) {
                remembered.push(state);
              }
            }
            case 0x0b -> state = remembered.isEmpty() ? state : remembered.pop();
            case 0x0c -> state = state.at((int) cursor.uleb(), cursor.uleb());
            case 0x0d -> state = state.at((int) cursor.uleb(), state.offset());
            case 0x0e -> state = state.at(state.base(), cursor.uleb());
            case 0x0f -> state = expression(state, cursor);
            case 0x10 -> state = savedByExpression(state, cursor, cie);
            case 0x11 -> {
              int register = (int) cursor.uleb();
              state = offset(state, register, cursor.sleb() * cie.dataAlign(), cie);
            }
            case 0x12 -> state = state.at((int) cursor.uleb(), cursor.sleb() * cie.dataAlign());
            case 0x13 -> state = state.at(state.base(), cursor.sleb() * cie.dataAlign());
            case 0x16 -> {
              int register = (int) cursor.uleb();
              cursor.skip(cursor.uleb());
              state = undefinedValue(state, register, cie);
            }
            case 0x2e -> cursor.uleb();
            default -> throw new IndexOutOfBoundsException("unknown instruction " + op);
          }
        }
      }
      if (advance >= 0) {
        long next = pc + advance * cie.codeAlign();
        if (next < pc || next >= limit) {
          break;
        }
        if (next > pc) {
          emit(rows, pc, state);
        }
        pc = next;
      }
    }
    emit(rows, pc, state);
    return state;
  }

  private static State offset(State state, int register, long bytes, EhFrame.Cie cie) {
    if (register == RBP) {
      return state.savedBp(bytes);
    }
    return register == cie.returnRegister() ? state.returns(false, bytes != -8) : state;
  }

  private static State restore(State state, State initial, int register, EhFrame.Cie cie) {
    if (register == RBP) {
      return new State(
          state.base(),
          state.offset(),
          initial.bp(),
          initial.bpAtBp(),
          initial.bpLost(),
          state.root(),
          state.oddReturn());
    }
    return register == cie.returnRegister()
        ? state.returns(initial.root(), initial.oddReturn())
        : state;
  }

  private static State undefined(State state, int register, EhFrame.Cie cie) {
    if (register == RBP) {
      return state.savedBp(0);
    }
    return register == cie.returnRegister() || register == RIP ? state.returns(true, false) : state;
  }

  private static State undefinedValue(State state, int register, EhFrame.Cie cie) {
    if (register == RBP) {
      return state.lostBp();
    }
    return register == cie.returnRegister() ? state.returns(false, true) : state;
  }

  /**
   * Two expressions are what compilers and linkers write: of PLT stubs, and of realigned stacks.
   */
  private State expression(State state, Cursor cursor) {
    int length = Math.clamp(cursor.uleb(), 0, Integer.MAX_VALUE);
    int from = cursor.position();
    cursor.skip(length);
    // DW_OP_breg7 8, breg16 0, lit15, and, lit11, ge, lit3, shl, plus
    if (length == 11 && in.getShort(from) == 0x0877 && in.getShort(from + 2) == 0x0080) {
      return state.at(BY_PLT, 0);
    }
    // DW_OP_breg6 n, deref
    Cursor body = new Cursor(in, from);
    if (length >= 3 && body.u8() == 0x76) {
      long offset = body.sleb();
      if (body.position() == from + length - 1 && body.u8() == 0x06) {
        return state.at(BY_BP_DEREF, -offset);
      }
    }
    return state.at(BY_OTHER, 0);
  }

  private State savedByExpression(State state, Cursor cursor, EhFrame.Cie cie) {
    int register = (int) cursor.uleb();
    int length = Math.clamp(cursor.uleb(), 0, Integer.MAX_VALUE);
    int from = cursor.position();
    cursor.skip(length);
    if (register == RBP) {
      // DW_OP_breg6 0
      boolean atBp = length == 2 && in.getShort(from) == 0x0076;
      return atBp ? state.bpAtBpNow() : state.lostBp();
    }
    return register == cie.returnRegister() ? state.returns(false, true) : state;
  }

  private static void emit(@org.jspecify.annotations.Nullable Rows rows, long pc, State state) {
    if (rows == null) {
      return;
    }
    if (state.root()) {
      rows.add(pc, UnwindTable.ROOT, 0, 0);
      return;
    }
    int type =
        switch (state.base()) {
          case RSP -> UnwindTable.SP;
          case RBP -> UnwindTable.BP;
          case BY_PLT -> UnwindTable.PLT;
          case BY_BP_DEREF -> UnwindTable.BP_DEREF;
          default -> UnwindTable.UNSUPPORTED;
        };
    long words = state.offset() / 8;
    long bp = state.bp() / 8;
    boolean fits =
        state.offset() % 8 == 0
            && words >= 0
            && words <= 0xffff
            && state.bp() % 8 == 0
            && bp >= -128
            && bp <= 0
            && !state.oddReturn()
            && !state.bpLost();
    if (!fits || type == UnwindTable.UNSUPPORTED) {
      rows.add(pc, UnwindTable.UNSUPPORTED, 0, 0);
    } else {
      rows.add(pc, type, (int) words, state.bpAtBp() ? UnwindTable.BP_AT_BP : (int) bp);
    }
  }
}
