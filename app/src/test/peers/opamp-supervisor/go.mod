module dev.eyepiece/peers/opampsupervisor

go 1.25.0

require github.com/open-telemetry/opentelemetry-collector-contrib/cmd/opampsupervisor v0.149.0
