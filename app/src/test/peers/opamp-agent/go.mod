module dev.eyepiece/peers/opampagent

go 1.25.0

require github.com/open-telemetry/opamp-go v0.23.0
