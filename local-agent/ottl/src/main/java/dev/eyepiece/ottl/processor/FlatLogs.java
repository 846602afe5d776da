package dev.eyepiece.ottl.processor;

import dev.eyepiece.ottl.value.Comparator;
import dev.eyepiece.ottl.value.Values;
import dev.eyepiece.telemetry.LogRecord;
import dev.eyepiece.telemetry.LogTree;
import dev.eyepiece.telemetry.Resource;
import dev.eyepiece.telemetry.ResourceGroup;
import dev.eyepiece.telemetry.Scope;
import dev.eyepiece.telemetry.ScopeGroup;
import dev.eyepiece.telemetry.Utf8;
import java.util.ArrayList;
import java.util.List;

/** Gives each log a resource and a scope of its own, and brings equal ones together again. */
final class FlatLogs {
  private FlatLogs() {}

  static void flatten(LogTree tree) {
    List<ResourceGroup<LogRecord>> flat = new ArrayList<>();
    for (ResourceGroup<LogRecord> group : tree.resources()) {
      for (ScopeGroup<LogRecord> scopeGroup : group.scopes()) {
        Scope scope = scopeGroup.scope();
        for (LogRecord log : scopeGroup.records()) {
          // Counts of dropped attributes and the resource's schema are lost, as in the reference.
          ResourceGroup<LogRecord> own =
              new ResourceGroup<>(
                  new Resource(
                      Values.copy(group.resource().attributes()), 0, List.of(), Utf8.EMPTY));
          ScopeGroup<LogRecord> ownScope =
              new ScopeGroup<>(
                  new Scope(
                      scope.name(),
                      scope.version(),
                      Values.copy(scope.attributes()),
                      0,
                      scope.schemaUrl()));
          ownScope.records().add(log);
          own.scopes().add(ownScope);
          flat.add(own);
        }
      }
    }
    tree.resources().clear();
    tree.resources().addAll(flat);
  }

  static void group(LogTree tree) {
    List<ResourceGroup<LogRecord>> grouped = new ArrayList<>();
    for (ResourceGroup<LogRecord> group : tree.resources()) {
      ResourceGroup<LogRecord> same =
          grouped.stream()
              .filter(
                  g -> Comparator.equal(g.resource().attributes(), group.resource().attributes()))
              .findFirst()
              .orElse(null);
      if (same == null) {
        grouped.add(group);
      } else {
        same.scopes().addAll(group.scopes());
      }
    }
    tree.resources().clear();
    tree.resources().addAll(grouped);
    grouped.forEach(FlatLogs::groupScopes);
  }

  private static void groupScopes(ResourceGroup<LogRecord> resource) {
    List<ScopeGroup<LogRecord>> grouped = new ArrayList<>();
    for (ScopeGroup<LogRecord> group : resource.scopes()) {
      ScopeGroup<LogRecord> same =
          grouped.stream().filter(g -> same(g.scope(), group.scope())).findFirst().orElse(null);
      if (same == null) {
        grouped.add(group);
      } else {
        same.records().addAll(group.records());
      }
    }
    resource.scopes().clear();
    resource.scopes().addAll(grouped);
  }

  private static boolean same(Scope a, Scope b) {
    return a.name().equals(b.name())
        && a.version().equals(b.version())
        && a.schemaUrl().equals(b.schemaUrl())
        && Comparator.equal(a.attributes(), b.attributes());
  }
}
