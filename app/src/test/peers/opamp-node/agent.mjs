// An agent over the Node client. It takes each config but those that hold the word broken.
// Usage: node agent.mjs URL UID
import {AgentCapabilities, RemoteConfigStatuses, createOpAMPClient} from '@elastic/opamp-client-node';

const [, , endpoint, uid] = process.argv;
const client = createOpAMPClient({
  endpoint,
  instanceUid: Uint8Array.from(Buffer.from(uid.replaceAll('-', ''), 'hex')),
  heartbeatIntervalSeconds: 1,
  capabilities:
    AgentCapabilities.AgentCapabilities_AcceptsRemoteConfig | AgentCapabilities.AgentCapabilities_ReportsRemoteConfig,
  onMessage: ({remoteConfig}) => {
    if (!remoteConfig) {
      return;
    }
    const text = Object.values(remoteConfig.config.configMap)
      .map((entry) => new TextDecoder().decode(entry.body))
      .join('\n');
    const broken = text.includes('broken');
    client.setRemoteConfigStatus({
      lastRemoteConfigHash: remoteConfig.configHash,
      status: broken
        ? RemoteConfigStatuses.RemoteConfigStatuses_FAILED
        : RemoteConfigStatuses.RemoteConfigStatuses_APPLIED,
      errorMessage: broken ? 'broken is no key' : '',
    });
  },
});
client.setAgentDescription({identifyingAttributes: {'service.name': 'node-agent', 'service.version': '0.5.0'}});
client.start();
// The client's own timers keep no process alive.
setInterval(() => {}, 60_000);
process.on('SIGTERM', async () => {
  await client.shutdown();
  process.exit(0);
});
