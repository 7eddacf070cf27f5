import cluster from 'node:cluster'
import type { FastifyInstance } from 'fastify'
import { AggregatorRegistry, collectDefaultMetrics, Histogram, Registry } from 'prom-client'

/** Prometheus metrics by route pattern and status; no person, school or address is in them. */
export function metricsOf(app: FastifyInstance) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const seconds = new Histogram({
    name: 'alongside_request_seconds',
    help: 'Time from request to answer, in seconds',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })
  if (cluster.isWorker) {
    AggregatorRegistry.setRegistries(registry)
    new AggregatorRegistry() // listens for the first process asking what this one counted
  }
  app.get('/metrics', { config: { open: true, neverShed: true } }, async (_request, reply) => {
    reply.type(registry.contentType)
    return cluster.isWorker ? askFirstProcess() : registry.metrics()
  })
  return {
    observe(method: string, route: string, status: number, milliseconds: number) {
      seconds.labels(method, route, String(status)).observe(milliseconds / 1000)
    },
  }
}

interface Question {
  readonly alongsideMetrics: number
}
interface Answer extends Question {
  readonly text: string
}

/** In the first of several processes: whichever of them Prometheus reaches, it gets what all of them counted. */
export function answerForAllProcesses(): void {
  const all = new AggregatorRegistry()
  cluster.on('message', async (worker, message: Question) => {
    if (typeof message?.alongsideMetrics !== 'number') return
    const text = await all.clusterMetrics().catch((error: Error) => `# ${error.message}\n`)
    worker.send({ alongsideMetrics: message.alongsideMetrics, text } satisfies Answer)
  })
}

let asked = 0

function askFirstProcess(): Promise<string> {
  asked += 1
  const question: Question = { alongsideMetrics: asked }
  return new Promise((resolve) => {
    function hear(message: Answer) {
      if (message?.alongsideMetrics !== question.alongsideMetrics || message.text === undefined) return
      process.off('message', hear)
      resolve(message.text)
    }
    process.on('message', hear)
    process.send?.(question)
  })
}
