// The shapes over the oldest transform and filter processors whose sums the public log of modules knows. They
// have one form of rules alone: a context, and paths without it.
package early

import (
	"bufio"
	"compress/gzip"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/filterprocessor"
	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/transformprocessor"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"
	"go.uber.org/zap"
)

type shape struct {
	ID        string          `json:"id"`
	Signal    string          `json:"signal"`
	Processor string          `json:"processor"`
	Config    map[string]any  `json:"config"`
	Input     json.RawMessage `json:"input"`
}

func cpu() int64 {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// The configuration of a shape in the form of this age.
func rewritten(config map[string]any) map[string]any {
	made := map[string]any{}
	for key, value := range config {
		texts, list := value.([]any)
		if !list {
			made[key] = value
			continue
		}
		signal, form, _ := strings.Cut(key, "_")
		own := map[string]string{"trace": "span", "metric": "datapoint", "log": "log"}[signal]
		bare := make([]any, len(texts))
		for i, text := range texts {
			bare[i] = strings.ReplaceAll(text.(string), own+".", "")
		}
		if form == "conditions" {
			made["logs"] = map[string]any{"log_record": bare}
		} else {
			made[key] = []any{map[string]any{"context": own, "statements": bare}}
		}
	}
	return made
}

func build(c shape) (func() error, error) {
	var factory processor.Factory = transformprocessor.NewFactory()
	if c.Processor == "filter" {
		factory = filterprocessor.NewFactory()
	}
	config := factory.CreateDefaultConfig()
	if err := confmap.NewFromStringMap(rewritten(c.Config)).Unmarshal(config); err != nil {
		return nil, err
	}
	if err := config.(interface{ Validate() error }).Validate(); err != nil {
		return nil, err
	}
	set := processortest.NewNopSettings()
	set.ID = component.NewID(component.MustNewType(c.Processor))
	set.Logger = zap.NewNop()
	ctx := context.Background()
	start := func(p component.Component, err error) error {
		if err == nil {
			err = p.Start(ctx, componenttest.NewNopHost())
		}
		return err
	}
	switch c.Signal {
	case "traces":
		data, _ := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(c.Input)
		p, err := factory.CreateTraces(ctx, set, config, consumertest.NewNop())
		return func() error { return p.ConsumeTraces(ctx, data) }, start(p, err)
	case "logs":
		data, _ := (&plog.JSONUnmarshaler{}).UnmarshalLogs(c.Input)
		p, err := factory.CreateLogs(ctx, set, config, consumertest.NewNop())
		return func() error { return p.ConsumeLogs(ctx, data) }, start(p, err)
	default:
		data, _ := (&pmetric.JSONUnmarshaler{}).UnmarshalMetrics(c.Input)
		p, err := factory.CreateMetrics(ctx, set, config, consumertest.NewNop())
		return func() error { return p.ConsumeMetrics(ctx, data) }, start(p, err)
	}
}

// BenchmarkShapes measures the shapes of the file that SHAPES names; those that this age cannot run are left out.
func BenchmarkShapes(b *testing.B) {
	file, err := os.Open(os.Getenv("SHAPES"))
	if err != nil {
		b.Fatal(err)
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		b.Fatal(err)
	}
	lines := bufio.NewScanner(unzipped)
	lines.Buffer(make([]byte, 1<<20), 1<<26)
	for lines.Scan() {
		var c shape
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			b.Fatal(err)
		}
		parts := strings.Split(c.ID, "/")
		name := strings.ReplaceAll(strings.Join(parts, "|"), " ", "_")
		var records, statements int
		fmt.Sscan(parts[1], &records)
		fmt.Sscan(parts[2], &statements)
		run, err := build(c)
		if err != nil {
			fmt.Fprintf(os.Stderr, "%s cannot be run: %v\n", name, err)
			continue
		}
		units := records * statements
		if parts[0] == "load" {
			units = 1
			run = func() error { _, err := build(c); return err }
		}
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			before := cpu()
			for i := 0; i < b.N; i++ {
				if err := run(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(cpu()-before)/float64(b.N*units), "cpu-ns")
		})
	}
}
