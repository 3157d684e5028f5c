import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../core/ports.ts'

/** An ack is due within 2 s for a card and well within 3 s for a message: the buckets are dense below. */
const ackSeconds = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 2, 3, 5, 10]

/**
 * Counts in a registry of its own what GET /metrics tells. `states` is asked at each scrape for the number of requests in
 * each state; where it fails the gauge is left out and the rest is still told.
 */
export function createMetrics({ states }: { states(): Promise<Readonly<Record<string, number>>> }) {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })

  const frames = new Counter({
    name: 'rolekeeper_frames_total',
    help: 'Frames that came over the stream.',
    labelNames: ['type', 'topic'],
    registers,
  })
  const acks = new Counter({
    name: 'rolekeeper_acks_total',
    help: 'Frames that were acknowledged, by the code of the acknowledgement.',
    labelNames: ['topic', 'code'],
    registers,
  })
  const latency = new Histogram({
    name: 'rolekeeper_ack_seconds',
    help: 'Time from a frame to its acknowledgement.',
    labelNames: ['topic'],
    buckets: ackSeconds,
    registers,
  })
  const commands = new Counter({
    name: 'rolekeeper_commands_total',
    help: 'Commands by name and result.',
    labelNames: ['command', 'result'],
    registers,
  })
  const calls = new Counter({
    name: 'rolekeeper_api_calls_total',
    help: 'Calls to DingTalk; quota="metered" counts against the monthly quota of the organisation.',
    labelNames: ['path', 'result', 'quota'],
    registers,
  })
  const reconnects = new Counter({
    name: 'rolekeeper_reconnects_total',
    help: 'Stream connections opened after the first.',
    registers,
  })
  new Gauge({
    name: 'rolekeeper_requests',
    help: 'Requests in the store by state.',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset()
      const counted = await states().catch(() => ({}))
      for (const [state, count] of Object.entries(counted)) this.set({ state }, count)
    },
  })

  const typeOf = createFewLabels(10)
  const topicOf = createFewLabels(50)
  const commandOf = createFewLabels(100)
  let metered = 0
  const metrics: Metrics = {
    frame: (type, topic) => frames.inc({ type: typeOf(type), topic: topicOf(topic) }),
    ack(topic, code, seconds) {
      acks.inc({ topic: topicOf(topic), code })
      latency.observe({ topic: topicOf(topic) }, seconds)
    },
    command: (command, result) => commands.inc({ command: commandOf(command), result }),
    apiCall(path, result, isMetered) {
      if (isMetered) metered += 1
      calls.inc({ path, result, quota: isMetered ? 'metered' : 'free' })
    },
    reconnect: () => reconnects.inc(),
  }

  return {
    ...metrics,
    /** Calls since the start that count against the monthly quota. */
    metered: () => metered,
    /** What GET /metrics answers, in Prometheus' text format. */
    text: async () => ({ contentType: registry.contentType, body: await registry.metrics() }),
  }
}

/** Keeps the first `most` different values and calls the rest `other`: a label that comes from outside must not grow without end. */
function createFewLabels(most: number) {
  const known = new Set<string>()
  return (value: string): string => {
    if (known.size < most) known.add(value)
    return known.has(value) ? value : 'other'
  }
}
