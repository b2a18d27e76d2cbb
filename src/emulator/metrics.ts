import type { Service } from './service.ts';

/** One number of a region. */
interface Gauge {
  readonly name: string;
  readonly help: string;
  readonly value: number;
}

/**
 * What a region counts against the limits, in the text format of Prometheus. The service documents its `/metrics`, and
 * not what is in it: the names are the emulator's.
 */
export function metricsOf(service: Service, region: string): string {
  const here = service.sessions.all().filter((session) => session.region === region);
  const gauges: readonly Gauge[] = [
    {
      name: 'connections',
      help: 'Connections to the documents of this region.',
      value: here.reduce((sum, { peers }) => sum + peers.size, 0),
    },
    {
      name: 'documents',
      help: 'Documents of this region, those in their grace period included.',
      value: here.length,
    },
    {
      name: 'operations_last_minute',
      help: 'Operations in this region within the last 60 s.',
      value: service.operationsIn(region).count(),
    },
  ];
  return gauges.map((gauge) => linesFor(gauge, region)).join('');
}

function linesFor({ name, help, value }: Gauge, region: string): string {
  const metric = `wiresocket_${name}`;
  // A label is escaped as JSON is.
  const sample = `${metric}{region=${JSON.stringify(region)}} ${value}`;
  return `# HELP ${metric} ${help}\n# TYPE ${metric} gauge\n${sample}\n`;
}
