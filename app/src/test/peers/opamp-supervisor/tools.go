//go:build tools

// Names the supervisor, so that its module is what this one requires.
package tools

import _ "github.com/open-telemetry/opentelemetry-collector-contrib/cmd/opampsupervisor"
