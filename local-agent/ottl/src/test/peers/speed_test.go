package main

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

func cpu() int64 {
	var usage syscall.Rusage
	_ = syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return usage.Utime.Nano() + usage.Stime.Nano()
}

// Made anew, as at a start of the collector: read, checked, built.
func build(b *testing.B, c testCase) func() error {
	var factory processor.Factory = transformprocessor.NewFactory()
	if c.Processor == "filter" {
		factory = filterprocessor.NewFactory()
	}
	config := factory.CreateDefaultConfig()
	if err := confmap.NewFromStringMap(plain(c.Config).(map[string]any)).Unmarshal(config); err != nil {
		b.Fatal(err)
	}
	if err := confmap.Validate(config); err != nil {
		b.Fatal(err)
	}
	set := processortest.NewNopSettings(component.MustNewType(c.Processor))
	set.Logger = zap.NewNop()
	ctx := context.Background()
	start := func(p component.Component, err error) {
		if err == nil {
			err = p.Start(ctx, componenttest.NewNopHost())
		}
		if err != nil {
			b.Fatal(err)
		}
	}
	switch c.Signal {
	case "traces":
		data, _ := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(c.Input)
		p, err := factory.CreateTraces(ctx, set, config, consumertest.NewNop())
		start(p, err)
		return func() error { return p.ConsumeTraces(ctx, data) }
	case "logs":
		data, _ := (&plog.JSONUnmarshaler{}).UnmarshalLogs(c.Input)
		p, err := factory.CreateLogs(ctx, set, config, consumertest.NewNop())
		start(p, err)
		return func() error { return p.ConsumeLogs(ctx, data) }
	default:
		data, _ := (&pmetric.JSONUnmarshaler{}).UnmarshalMetrics(c.Input)
		p, err := factory.CreateMetrics(ctx, set, config, consumertest.NewNop())
		start(p, err)
		return func() error { return p.ConsumeMetrics(ctx, data) }
	}
}

// BenchmarkShapes measures the shapes of the file that SHAPES names.
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
		var c testCase
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			b.Fatal(err)
		}
		parts := strings.Split(c.ID, "/")
		name := strings.ReplaceAll(strings.Join(parts, "|"), " ", "_")
		var records, statements int
		fmt.Sscan(parts[1], &records)
		fmt.Sscan(parts[2], &statements)
		if parts[0] == "load" {
			b.Run(name, func(b *testing.B) {
				b.ReportAllocs()
				before := cpu()
				for i := 0; i < b.N; i++ {
					build(b, c)
				}
				b.ReportMetric(float64(cpu()-before)/float64(b.N), "cpu-ns")
			})
			continue
		}
		run := build(b, c)
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			before := cpu()
			for i := 0; i < b.N; i++ {
				if err := run(); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(cpu()-before)/float64(b.N*records*statements), "cpu-ns")
		})
	}
}
