// Runs cases through the reference's processors: JSON lines in, JSON lines out.
// A case is {"id", "signal", "processor", "gates", "config", "input"}; a result {"id", "output"} or
// {"id", "error", "message"} with error one of input, config, parse, run.
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/filterprocessor"
	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/transformprocessor"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componenttest"
	"go.opentelemetry.io/collector/confmap"
	"go.opentelemetry.io/collector/consumer/consumertest"
	"go.opentelemetry.io/collector/featuregate"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/pprofile"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/collector/processor"
	"go.opentelemetry.io/collector/processor/processortest"
	"go.opentelemetry.io/collector/processor/xprocessor"
	"go.uber.org/zap"
)

type testCase struct {
	ID        string          `json:"id"`
	Signal    string          `json:"signal"`
	Processor string          `json:"processor"`
	Gates     []string        `json:"gates,omitempty"`
	Config    map[string]any  `json:"config"`
	Input     json.RawMessage `json:"input"`
}

type result struct {
	ID      string          `json:"id"`
	Output  json.RawMessage `json:"output,omitempty"`
	Error   string          `json:"error,omitempty"`
	Message string          `json:"message,omitempty"`
}

type classed struct {
	class string
	err   error
}

func (c classed) Error() string { return c.err.Error() }

func fail(class string, err error) error { return classed{class, err} }

func main() {
	in := bufio.NewReaderSize(os.Stdin, 1<<20)
	out := bufio.NewWriter(os.Stdout)
	defer out.Flush()
	encoder := json.NewEncoder(out)
	encoder.SetEscapeHTML(false)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			var c testCase
			decoder := json.NewDecoder(strings.NewReader(string(line)))
			decoder.UseNumber()
			if e := decoder.Decode(&c); e != nil {
				panic(e)
			}
			if e := encoder.Encode(ended(c)); e != nil {
				panic(e)
			}
		}
		if err != nil {
			return
		}
	}
}

// Some formats of times make the reference try for ever.
func ended(c testCase) result {
	done := make(chan result, 1)
	go func() { done <- run(c) }()
	select {
	case r := <-done:
		return r
	case <-time.After(20 * time.Second):
		return result{ID: c.ID, Error: "run", Message: "does not end"}
	}
}

func run(c testCase) (r result) {
	r.ID = c.ID
	defer func() {
		if p := recover(); p != nil {
			r = result{ID: c.ID, Error: "run", Message: fmt.Sprintf("panic: %v", p)}
		}
	}()
	output, err := process(c)
	if err != nil {
		var cl classed
		errors.As(err, &cl)
		r.Error, r.Message = cl.class, err.Error()
		return r
	}
	r.Output = output
	return r
}

func process(c testCase) (json.RawMessage, error) {
	var before []string
	for _, gate := range c.Gates {
		on := false
		featuregate.GlobalRegistry().VisitAll(func(g *featuregate.Gate) {
			if g.ID() == gate {
				on = g.IsEnabled()
			}
		})
		if err := featuregate.GlobalRegistry().Set(gate, true); err != nil {
			return nil, fail("config", err)
		}
		if !on {
			before = append(before, gate)
		}
	}
	defer func() {
		for _, gate := range before {
			_ = featuregate.GlobalRegistry().Set(gate, false)
		}
	}()

	var factory processor.Factory
	switch c.Processor {
	case "transform":
		factory = transformprocessor.NewFactory()
	case "filter":
		factory = filterprocessor.NewFactory()
	default:
		return nil, fail("config", fmt.Errorf("unknown processor %q", c.Processor))
	}
	config := factory.CreateDefaultConfig()
	if err := confmap.NewFromStringMap(plain(c.Config).(map[string]any)).Unmarshal(config); err != nil {
		return nil, fail("config", err)
	}
	if err := confmap.Validate(config); err != nil {
		return nil, fail(class(err), err)
	}
	set := processortest.NewNopSettings(component.MustNewType(c.Processor))
	set.Logger = zap.NewNop()
	switch c.Signal {
	case "traces":
		return traces(factory, set, config, c.Input)
	case "logs":
		return logs(factory, set, config, c.Input)
	case "metrics":
		return metrics(factory, set, config, c.Input)
	default:
		return profiles(factory, set, config, c.Input)
	}
}

func class(err error) string {
	text := err.Error()
	if strings.Contains(text, "feature gate to be enabled") && strings.Contains(text, "flatten_data") {
		return "config"
	}
	for _, mark := range []string{"at the same time", "is not a valid severity"} {
		if strings.Contains(text, mark) {
			return "config"
		}
	}
	return "parse"
}

// Numbers as the YAML reader of a collector would give them.
func plain(v any) any {
	switch t := v.(type) {
	case map[string]any:
		m := make(map[string]any, len(t))
		for k, x := range t {
			m[k] = plain(x)
		}
		return m
	case []any:
		l := make([]any, len(t))
		for i, x := range t {
			l[i] = plain(x)
		}
		return l
	case json.Number:
		if i, err := t.Int64(); err == nil {
			return int(i)
		}
		f, _ := t.Float64()
		return f
	case nil:
		return nil
	default:
		return v
	}
}

func traces(f processor.Factory, set processor.Settings, cfg component.Config, input []byte) (json.RawMessage, error) {
	data, err := (&ptrace.JSONUnmarshaler{}).UnmarshalTraces(input)
	if err != nil {
		return nil, fail("input", err)
	}
	sink := new(consumertest.TracesSink)
	p, err := f.CreateTraces(context.Background(), set, cfg, sink)
	if err != nil {
		return nil, fail(class(err), err)
	}
	_ = p.Start(context.Background(), componenttest.NewNopHost())
	if err := p.ConsumeTraces(context.Background(), data); err != nil {
		return nil, fail("run", err)
	}
	if len(sink.AllTraces()) == 0 {
		return json.RawMessage("{}"), nil
	}
	return (&ptrace.JSONMarshaler{}).MarshalTraces(sink.AllTraces()[0])
}

func logs(f processor.Factory, set processor.Settings, cfg component.Config, input []byte) (json.RawMessage, error) {
	data, err := (&plog.JSONUnmarshaler{}).UnmarshalLogs(input)
	if err != nil {
		return nil, fail("input", err)
	}
	sink := new(consumertest.LogsSink)
	p, err := f.CreateLogs(context.Background(), set, cfg, sink)
	if err != nil {
		return nil, fail(class(err), err)
	}
	_ = p.Start(context.Background(), componenttest.NewNopHost())
	if err := p.ConsumeLogs(context.Background(), data); err != nil {
		return nil, fail("run", err)
	}
	if len(sink.AllLogs()) == 0 {
		return json.RawMessage("{}"), nil
	}
	return (&plog.JSONMarshaler{}).MarshalLogs(sink.AllLogs()[0])
}

func metrics(f processor.Factory, set processor.Settings, cfg component.Config, input []byte) (json.RawMessage, error) {
	data, err := (&pmetric.JSONUnmarshaler{}).UnmarshalMetrics(input)
	if err != nil {
		return nil, fail("input", err)
	}
	sink := new(consumertest.MetricsSink)
	p, err := f.CreateMetrics(context.Background(), set, cfg, sink)
	if err != nil {
		return nil, fail(class(err), err)
	}
	_ = p.Start(context.Background(), componenttest.NewNopHost())
	if err := p.ConsumeMetrics(context.Background(), data); err != nil {
		return nil, fail("run", err)
	}
	if len(sink.AllMetrics()) == 0 {
		return json.RawMessage("{}"), nil
	}
	return (&pmetric.JSONMarshaler{}).MarshalMetrics(sink.AllMetrics()[0])
}

func profiles(f processor.Factory, set processor.Settings, cfg component.Config, input []byte) (json.RawMessage, error) {
	data, err := (&pprofile.JSONUnmarshaler{}).UnmarshalProfiles(input)
	if err != nil {
		return nil, fail("input", err)
	}
	sink := new(consumertest.ProfilesSink)
	p, err := f.(xprocessor.Factory).CreateProfiles(context.Background(), set, cfg, sink)
	if err != nil {
		return nil, fail(class(err), err)
	}
	_ = p.Start(context.Background(), componenttest.NewNopHost())
	if err := p.ConsumeProfiles(context.Background(), data); err != nil {
		return nil, fail("run", err)
	}
	if len(sink.AllProfiles()) == 0 {
		return json.RawMessage("{}"), nil
	}
	return (&pprofile.JSONMarshaler{}).MarshalProfiles(sink.AllProfiles()[0])
}
