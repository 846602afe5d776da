// An agent over opamp-go's client. It takes each config but those that hold the word broken.
// Usage: opamp-agent URL UID(hex)
package main

import (
	"context"
	"encoding/hex"
	"errors"
	"log"
	"os"
	"os/signal"
	"strings"
	"sync"
	"syscall"

	"github.com/open-telemetry/opamp-go/client"
	"github.com/open-telemetry/opamp-go/client/types"
	"github.com/open-telemetry/opamp-go/protobufs"
)

type agent struct {
	sync.Mutex
	client client.OpAMPClient
	config *protobufs.AgentConfigMap
}

func text(key, value string) *protobufs.KeyValue {
	return &protobufs.KeyValue{Key: key, Value: &protobufs.AnyValue{Value: &protobufs.AnyValue_StringValue{StringValue: value}}}
}

func (a *agent) apply(config *protobufs.AgentConfigMap) error {
	for name, entry := range config.ConfigMap {
		if strings.Contains(string(entry.Body), "broken") {
			return errors.New("entry '" + name + "': broken is no component")
		}
	}
	a.Lock()
	defer a.Unlock()
	a.config = config
	return nil
}

func (a *agent) message(ctx context.Context, message *types.MessageData) {
	offer := message.RemoteConfig
	if offer == nil {
		return
	}
	status := &protobufs.RemoteConfigStatus{
		LastRemoteConfigHash: offer.ConfigHash,
		Status:               protobufs.RemoteConfigStatuses_RemoteConfigStatuses_APPLIED,
	}
	if err := a.apply(offer.Config); err != nil {
		status.Status = protobufs.RemoteConfigStatuses_RemoteConfigStatuses_FAILED
		status.ErrorMessage = err.Error()
	}
	check(a.client.SetRemoteConfigStatus(status))
	check(a.client.UpdateEffectiveConfig(ctx))
}

func check(err error) {
	if err != nil {
		log.Fatal(err)
	}
}

func main() {
	url := os.Args[1]
	uid, err := hex.DecodeString(strings.ReplaceAll(os.Args[2], "-", ""))
	check(err)
	a := &agent{config: &protobufs.AgentConfigMap{ConfigMap: map[string]*protobufs.AgentConfigFile{
		"": {Body: []byte("first: true")},
	}}}
	if strings.HasPrefix(url, "ws") {
		a.client = client.NewWebSocket(nil)
	} else {
		a.client = client.NewHTTP(nil)
	}
	check(a.client.SetAgentDescription(&protobufs.AgentDescription{
		IdentifyingAttributes:    []*protobufs.KeyValue{text("service.name", "opamp-go"), text("service.version", "0.23.0")},
		NonIdentifyingAttributes: []*protobufs.KeyValue{text("os.type", "linux")},
	}))
	capabilities := protobufs.AgentCapabilities_AgentCapabilities_ReportsStatus |
		protobufs.AgentCapabilities_AgentCapabilities_AcceptsRemoteConfig |
		protobufs.AgentCapabilities_AgentCapabilities_ReportsRemoteConfig |
		protobufs.AgentCapabilities_AgentCapabilities_ReportsEffectiveConfig |
		protobufs.AgentCapabilities_AgentCapabilities_ReportsHealth
	// The client wants the health before it hears that there is one.
	check(a.client.SetHealth(&protobufs.ComponentHealth{Healthy: true, Status: "running"}))
	check(a.client.SetCapabilities(&capabilities))
	settings := types.StartSettings{
		OpAMPServerURL: url,
		InstanceUid:    types.InstanceUid(uid),
		Callbacks: types.Callbacks{
			OnMessage: a.message,
			GetEffectiveConfig: func(context.Context) (*protobufs.EffectiveConfig, error) {
				a.Lock()
				defer a.Unlock()
				return &protobufs.EffectiveConfig{ConfigMap: a.config}, nil
			},
		},
	}
	check(a.client.Start(context.Background(), settings))
	stop := make(chan os.Signal, 1)
	signal.Notify(stop, syscall.SIGTERM, os.Interrupt)
	<-stop
	check(a.client.Stop(context.Background()))
}
