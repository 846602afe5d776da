// A server over opamp-go's. It prints a line for each message, and gives each agent the configs of the files that are
// named, one after another, the next when the agent has said what became of the one before.
// Usage: opamp-server HOST:PORT FILE..
package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"log"
	"net"
	"net/http"
	"os"
	"strings"

	"github.com/open-telemetry/opamp-go/protobufs"
	"github.com/open-telemetry/opamp-go/server"
	"github.com/open-telemetry/opamp-go/server/types"
)

const capabilities = uint64(protobufs.ServerCapabilities_ServerCapabilities_AcceptsStatus |
	protobufs.ServerCapabilities_ServerCapabilities_OffersRemoteConfig |
	protobufs.ServerCapabilities_ServerCapabilities_AcceptsEffectiveConfig)

var configs [][]byte
var next = map[string]int{}

func offer(uid string, status *protobufs.RemoteConfigStatus) *protobufs.AgentRemoteConfig {
	at := next[uid]
	if at < len(configs) && status != nil && status.Status != protobufs.RemoteConfigStatuses_RemoteConfigStatuses_APPLYING {
		hash := sha256.Sum256(configs[at])
		if string(status.LastRemoteConfigHash) == string(hash[:]) {
			at++
			next[uid] = at
		}
	}
	if at >= len(configs) {
		return nil
	}
	hash := sha256.Sum256(configs[at])
	return &protobufs.AgentRemoteConfig{
		ConfigHash: hash[:],
		Config: &protobufs.AgentConfigMap{ConfigMap: map[string]*protobufs.AgentConfigFile{
			"": {Body: configs[at], ContentType: "text/yaml"},
		}},
	}
}

func message(_ context.Context, _ types.Connection, m *protobufs.AgentToServer) *protobufs.ServerToAgent {
	parts := []string{}
	if m.AgentDescription != nil {
		for _, attribute := range m.AgentDescription.IdentifyingAttributes {
			parts = append(parts, attribute.Key+"="+attribute.Value.GetStringValue())
		}
	}
	if m.Health != nil {
		parts = append(parts, fmt.Sprintf("healthy=%v", m.Health.Healthy))
	}
	if m.EffectiveConfig != nil {
		parts = append(parts, fmt.Sprintf("effective=%d", len(m.EffectiveConfig.ConfigMap.ConfigMap)))
	}
	if m.RemoteConfigStatus != nil {
		parts = append(parts, fmt.Sprintf("status=%v error=%q", m.RemoteConfigStatus.Status, m.RemoteConfigStatus.ErrorMessage))
	}
	if m.AgentDisconnect != nil {
		parts = append(parts, "goodbye")
	}
	fmt.Printf("%d %s\n", m.SequenceNum, strings.Join(parts, " "))
	answer := &protobufs.ServerToAgent{InstanceUid: m.InstanceUid, Capabilities: capabilities}
	if m.RemoteConfigStatus != nil && m.AgentDisconnect == nil {
		answer.RemoteConfig = offer(string(m.InstanceUid), m.RemoteConfigStatus)
	}
	return answer
}

func main() {
	for _, file := range os.Args[2:] {
		body, err := os.ReadFile(file)
		if err != nil {
			log.Fatal(err)
		}
		configs = append(configs, body)
	}
	s := server.New(nil)
	callbacks := types.Callbacks{OnConnecting: func(*http.Request) types.ConnectionResponse {
		return types.ConnectionResponse{Accept: true, ConnectionCallbacks: types.ConnectionCallbacks{OnMessage: message}}
	}}
	handler, context, err := s.Attach(server.Settings{Callbacks: callbacks})
	if err != nil {
		log.Fatal(err)
	}
	listener, err := net.Listen("tcp", os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	mux := http.NewServeMux()
	mux.HandleFunc("/v1/opamp", handler)
	fmt.Println("ready", listener.Addr())
	log.Fatal((&http.Server{Handler: mux, ConnContext: context}).Serve(listener))
}
