/** `npm start`: the catalogue and an emulator in one process, so that Ctrl-C leaves nothing behind. */
import { cache } from 'storybook/internal/common';
import { buildDevStandalone, getServerPort } from 'storybook/internal/core-server';
import storybookPackage from 'storybook/package.json' with { type: 'json' };
import { INFO_PATH } from './emulator-plugin.ts';
import type { ServiceInfo } from './service.ts';

const PORT = 6006;
const HOST = 'localhost';
const INITIAL_PATH = '/?path=/story/live-playground--playground';

async function start(): Promise<void> {
  const port = (await getServerPort(PORT)) ?? PORT;
  const interactive = process.stdout.isTTY && !process.env.CI;
  await buildDevStandalone({
    port,
    exactPort: true,
    host: HOST,
    configDir: '.storybook',
    configType: 'DEVELOPMENT',
    initialPath: INITIAL_PATH,
    // Outside CI, Storybook may ask questions. With a port that is free it has none.
    ci: !interactive,
    open: interactive,
    quiet: true,
    ignorePreview: false,
    disableTelemetry: true,
    versionUpdates: false,
    packageJson: storybookPackage,
    cache,
  });
  const origin = `http://${HOST}:${port}`;
  const answer = await fetch(`${origin}${INFO_PATH}`);
  console.log(greeting(origin, port, (await answer.json()) as ServiceInfo));
}

function greeting(origin: string, port: number, { dashboardUrl, regions }: ServiceInfo): string {
  const rows = [
    ['Live playground', `${origin}${INITIAL_PATH}`],
    ...Object.entries(regions).map(([region, { url }]) => [`Emulator ${region}`, url]),
    ['Emulator Dashboard', dashboardUrl],
  ];
  return [
    '',
    ...(port === PORT ? [] : [`Port ${PORT} is in use: this one runs on ${port}.`, '']),
    ...rows.map(([name = '', value]) => `  ${name.padEnd(24)}${value}`),
    '',
    'Ctrl-C stops all of it.',
  ].join('\n');
}

// A signal for npm alone ends only the shell between npm and this process.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 500).unref();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => process.exit(0));
process.env.NODE_ENV ??= 'development';
await start();
