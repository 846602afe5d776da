package dev.eyepiece.telemetry;

import java.util.ArrayList;
import java.util.List;

/**
 * Decodes whole requests into trees: the nesting, which is the same for all signals. A request with
 * text that is not UTF-8, or with a field twice that must be alone, is rewritten by protobuf's
 * rules and read again. For one thread.
 */
abstract class RequestReader<R> extends TreeReader {
  private final Signal signal;
  private final MemoryBudget budget = new MemoryBudget(MAX_GROWTH);

  /** How many bytes of tree a byte may become: more than any real record, less than empty ones. */
  private static final int MAX_GROWTH = 64;

  /** What an empty group or record takes in memory, roughly. */
  private static final int OBJECT_BYTES = 200;

  RequestReader(Signal signal, byte[] bytes) {
    super(bytes);
    this.signal = signal;
  }

  /** Reads the record whose message ends at the limit. */
  abstract R record(int limit) throws MalformedOtlpException;

  final List<ResourceGroup<R>> request(int length) throws MalformedOtlpException {
    List<ResourceGroup<R>> groups = groups(length);
    if (odd()) {
      byte[] mended = new OtlpRewriter(signal).rewrite(in.bytes, length);
      in.bytes = mended;
      groups = groups(mended.length);
    }
    return groups;
  }

  final List<ResourceGroup<R>> groups(int limit) throws MalformedOtlpException {
    in.position = 0;
    budget.begin(limit);
    List<ResourceGroup<R>> groups = new ArrayList<>();
    while (in.position < limit) {
      int tag = in.tag(limit);
      if (tag >>> 3 == 1) {
        budget.take(OBJECT_BYTES, in.position);
        groups.add(resourceGroup(messageEnd(tag, limit, "resource group")));
      } else {
        in.skip(tag, limit, 1);
      }
    }
    return groups;
  }

  private ResourceGroup<R> resourceGroup(int limit) throws MalformedOtlpException {
    ResourceGroup<R> group = new ResourceGroup<>(Resource.empty());
    Utf8 schemaUrl = Utf8.EMPTY;
    boolean seen = false;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          values.odd |= seen;
          seen = true;
          group.setResource(resource(messageEnd(tag, limit, "resource"), Utf8.EMPTY));
        }
        case 2 -> {
          budget.take(OBJECT_BYTES, in.position);
          group.scopes().add(scopeGroup(messageEnd(tag, limit, "scope group")));
        }
        case 3 -> schemaUrl = text(tag, limit, "schema_url");
        default -> in.skip(tag, limit, 2);
      }
    }
    group.setResource(group.resource().withSchemaUrl(schemaUrl));
    return group;
  }

  private ScopeGroup<R> scopeGroup(int limit) throws MalformedOtlpException {
    ScopeGroup<R> group = new ScopeGroup<>(Scope.empty());
    Utf8 schemaUrl = Utf8.EMPTY;
    boolean seen = false;
    while (in.position < limit) {
      int tag = in.tag(limit);
      switch (tag >>> 3) {
        case 1 -> {
          values.odd |= seen;
          seen = true;
          group.setScope(scope(messageEnd(tag, limit, "scope"), Utf8.EMPTY));
        }
        case 2 -> {
          budget.take(OBJECT_BYTES, in.position);
          group.records().add(record(messageEnd(tag, limit, "records")));
        }
        case 3 -> schemaUrl = text(tag, limit, "schema_url");
        default -> in.skip(tag, limit, 3);
      }
    }
    group.setScope(group.scope().withSchemaUrl(schemaUrl));
    return group;
  }
}
