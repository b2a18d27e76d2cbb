import type { ReactNode } from 'react';
import { afterEach, expect } from 'vitest';
import { UsageMeter } from '../../src/components/index.ts';
import { useServiceHealth, useUsage } from '../../src/index.ts';
import { test } from './fixtures.ts';
import { renderWith, settled } from './support.tsx';

test.override({ emulatorOptions: { limits: { maxConnections: 4 } } });

afterEach(() => {
  Reflect.deleteProperty(document, 'hidden');
});

let usage: ReturnType<typeof useUsage> | null = null;
let health: ReturnType<typeof useServiceHealth> | null = null;
function Probe(): ReactNode {
  usage = useUsage();
  health = useServiceHealth();
  return <UsageMeter />;
}

function hide(hidden: boolean): void {
  Object.defineProperty(document, 'hidden', { configurable: true, value: hidden });
  document.dispatchEvent(new Event('visibilitychange'));
}

test('a page that is not looked at asks nothing; one that is, asks once for all', async ({ client }) => {
  hide(true);
  const documents = [1, 2, 3].map((n) => client.open(`usage-${n}`));
  await Promise.all(documents.map(({ whenSynced }) => whenSynced));
  renderWith(
    client,
    <>
      <Probe />
      <Probe />
    </>,
  );
  await new Promise((resolve) => setTimeout(resolve, 300));
  expect(usage?.value).toBeNull();
  hide(false);
  await settled(() => usage?.value !== null && health?.value !== null);
  expect(usage?.value?.connections).toMatchObject({
    current: 3,
    limit: 4,
    percent: 75,
    level: 'warning',
    left: 1,
  });
  expect(health?.value?.status).toBe('healthy');
  await settled(() => document.querySelector('[role="meter"]') !== null);
  const meter = document.querySelector('[role="meter"]');
  expect(meter?.getAttribute('aria-valuetext')).toBe('3 of 4');
  expect(document.body.textContent).toContain('1 place left');
});

test.for([
  ['the last place is told though the plan is far from its threshold', 3, 'healthy', '1 place left'],
  ['two places are not worth a word', 2, 'healthy', null],
  ['nothing is left', 4, 'healthy', '0 places left'],
] as const)('%s, by the limits of the token', async ([, current, level, words], { connect }) => {
  const narrow = connect({
    fetch: async (url, init) =>
      String(url).endsWith('/usage')
        ? Response.json({
            usage: { connections: { current, limit: 100 }, documents: { current, limit: 100 } },
          })
        : fetch(url, init),
  });
  await narrow.open(`last-place-${current}`).whenSynced;
  renderWith(narrow, <Probe />);
  await settled(() => usage?.value?.connections.current === current);
  expect(usage?.value?.connections).toMatchObject({ level, left: 4 - current });
  const text = document.body.textContent ?? '';
  if (words === null) expect(text).not.toMatch(/left/);
  else expect(text).toContain(words);
});
